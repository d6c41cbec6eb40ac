//! Handles to a running transaction: [`View`] reads, [`Local`] also writes this PC's own tables.

use rusqlite::Connection;
use uuid::Uuid;
use wuyou_domain::id;
use wuyou_sync::value::{RowId, Value};

/// A consistent reading of the database. Areas take it: `customer::get(view, id)`.
#[derive(Debug, Clone, Copy)]
pub struct View<'c> {
    pub(crate) connection: &'c Connection,
}

impl<'c> View<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Self {
        Self { connection }
    }

    /// One row of any entity, deleted ones included.
    ///
    /// # Errors
    /// [`StoreError::BadValue`](crate::StoreError::BadValue) for an unknown entity; the database's
    /// error.
    pub fn row(self, entity: &str, id: impl Id) -> Result<Option<crate::Row>, crate::StoreError> {
        crate::table::row(self, entity, id)
    }
}

/// A write transaction on tables that never leave this PC.
#[derive(Debug)]
pub struct Local<'c> {
    pub(crate) connection: &'c Connection,
}

impl<'c> Local<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Self {
        Self { connection }
    }

    /// Reads within the transaction.
    #[must_use]
    pub fn view(&self) -> View<'c> {
        View::new(self.connection)
    }
}

/// Anything that names a row: a typed id, a UUID, or its 16 bytes.
pub trait Id: Copy {
    /// The id's bytes.
    fn row_id(self) -> RowId;

    /// The id as a field's value.
    fn value(self) -> Value {
        Value::Id(self.row_id())
    }
}

impl Id for RowId {
    fn row_id(self) -> RowId {
        self
    }
}

impl Id for Uuid {
    fn row_id(self) -> RowId {
        self.into_bytes()
    }
}

macro_rules! keys {
    ($($name:ident),* $(,)?) => {$(
        impl Id for id::$name {
            fn row_id(self) -> RowId {
                self.0.into_bytes()
            }
        }
        impl FromRowId for id::$name {
            fn from_row_id(id: RowId) -> Self {
                Self(Uuid::from_bytes(id))
            }
        }
    )*};
}

/// Ids that can be read from a row.
pub(crate) trait FromRowId {
    fn from_row_id(id: RowId) -> Self;
}

keys!(
    CustomerId,
    PersonId,
    PhoneId,
    AddressId,
    CustomerTagId,
    PlaceNameId,
    MarketDayId,
    UnitId,
    OtherMachineId,
    StaffSkillId,
    ShopEventId,
    EventSuggestionId,
    ShipmentId,
    OwnCertificateId,
    RequestId,
    WorkOrderId,
    OrderEventId,
    ContactId,
    ReturnVisitId,
    VisitAnswerId,
    ChargeLineId,
    PaymentId,
    QuoteEventId,
    StockMoveId,
    CashCloseId,
    StaffId,
    ConflictId,
    ComplaintId,
    ComplaintEventId,
    ExclusionEventId,
    PromiseId,
    PromiseEventId,
    RemedyCaseId,
    RemedyEventId,
    RemedyRulingId,
    AbsenceId,
    CertificateId,
    AccessEntryId,
    AlertAckId,
    ConsentId,
    CustodyEventId,
    DayCloseId,
    InspectionId,
    MaintenanceId,
    RecallId,
    RecallOutcomeId,
    PublicationId,
    OwnPriceId,
    PlanEventId,
    DangerStepId,
    ObjectionId,
    ScoreObjectionId,
    CertificatePermitId,
    PhotoId,
    CareCallId,
    DutyId,
    ShopSettingId,
    HouseholdApartId,
    DeviceId,
);

/// A typed id from a column.
pub(crate) fn read_id<I: FromRowId>(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<I> {
    row.get::<_, RowId>(column).map(I::from_row_id)
}

/// A typed id from a column that may be empty.
pub(crate) fn read_id_opt<I: FromRowId>(
    row: &rusqlite::Row<'_>,
    column: &str,
) -> rusqlite::Result<Option<I>> {
    Ok(row.get::<_, Option<RowId>>(column)?.map(I::from_row_id))
}
