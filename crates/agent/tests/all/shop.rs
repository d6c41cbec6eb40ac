//! Headquarters, a dealer with an enrolment code, and PCs with databases of their own.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;
use uuid::Uuid;
use wuyou_agent::{AgentConfig, BlockingAgent, SyncOutcome};
use wuyou_domain::id::{CustomerId, IdSource, StaffId};
use wuyou_server::clock::Clock;
use wuyou_server::config::Config;
use wuyou_server::credential::{enrolment_code_hash, new_enrolment_code};
use wuyou_server::serve::serve;
use wuyou_server::state::AppState;
use wuyou_server_store::model::{Dealer, Verification};
use wuyou_server_store::{ServerStore, SqliteStore};
use wuyou_store::{Database, EditContext, FileKeyStore, settings, sync};
use wuyou_testkit::{NOW_AT, SeededIds, TempDir, temp_dir};

use crate::road::Road;

/// A clock that stands still.
#[derive(Debug)]
struct Standing;

impl Clock for Standing {
    fn now_at(&self) -> i64 {
        NOW_AT
    }
}

/// A running server.
pub(crate) struct Headquarters {
    pub(crate) store: Arc<SqliteStore>,
    pub(crate) address: SocketAddr,
    _runtime: Runtime,
    dir: TempDir,
}

impl Headquarters {
    pub(crate) fn open() -> Self {
        let dir = temp_dir();
        let store = Arc::new(SqliteStore::open_to_serve(&dir.path().join("data")).unwrap());
        let runtime = Runtime::new().unwrap();
        let config = Config {
            updates: Some(dir.path().join("data").join("updates")),
            ..Config::default()
        };
        let state = AppState::new(store.clone(), Arc::new(Standing), config).unwrap();
        let listener = runtime
            .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
            .unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(serve(listener, state, std::future::pending()));
        Self {
            store,
            address,
            _runtime: runtime,
            dir,
        }
    }

    /// The data folder, for the administration beside the running server.
    pub(crate) fn data(&self) -> std::path::PathBuf {
        self.dir.path().join("data")
    }

    pub(crate) fn dealer(&self, number: u8) -> Dealer {
        let dealer = Dealer {
            id: [number; 16],
            code: format!("LH{number:03}"),
            name: format!("柳河服务网点{number}"),
            created_at: NOW_AT,
        };
        self.store.create_dealer(&dealer).unwrap();
        dealer
    }

    pub(crate) fn code(&self, dealer: &Dealer) -> String {
        let code = new_enrolment_code().unwrap();
        let hash = enrolment_code_hash(&code).unwrap();
        let until = NOW_AT + 3_600_000;
        self.store
            .add_enrolment_code(dealer.id, &hash, NOW_AT, until)
            .unwrap();
        code
    }

    pub(crate) fn verify(&self, dealer: &Dealer) -> Verification {
        self.store.verify(dealer.id).unwrap()
    }
}

/// A PC with its own database and its own road to the server.
pub(crate) struct Pc {
    pub(crate) db: Database,
    pub(crate) agent: BlockingAgent,
    pub(crate) road: Road,
    pub(crate) ids: SeededIds,
    pub(crate) dir: TempDir,
}

/// Does not wait between tries.
pub(crate) fn hasty() -> AgentConfig {
    AgentConfig {
        first_pause: Duration::from_millis(1),
        ..AgentConfig::default()
    }
}

impl Pc {
    /// A PC that is not connected yet.
    pub(crate) fn new(headquarters: &Headquarters, seed: u64, config: AgentConfig) -> Self {
        let dir = temp_dir();
        Self {
            db: Database::create(dir.path(), &FileKeyStore::of(dir.path())).unwrap(),
            agent: BlockingAgent::new(config).unwrap(),
            road: Road::to(headquarters.address),
            ids: SeededIds::new(seed),
            dir,
        }
    }

    /// A PC connected with a fresh code.
    pub(crate) fn of(headquarters: &Headquarters, dealer: &Dealer, seed: u64) -> Self {
        let pc = Self::new(headquarters, seed, hasty());
        pc.connect(&headquarters.code(dealer));
        pc
    }

    pub(crate) fn connect(&self, code: &str) {
        let device = self.db.read(settings::device_id).unwrap();
        let enrolled = self
            .agent
            .enrol(&self.road.url(), code, (device.0, "前台"), None)
            .unwrap();
        self.keep(&enrolled.token);
    }

    /// Keeps address and credential as the first run does.
    pub(crate) fn keep(&self, token: &str) {
        let url = self.road.url();
        self.db
            .local(|local| {
                settings::set(local, settings::SERVER_URL, Some(&url))?;
                settings::set(local, settings::TOKEN, Some(token))
            })
            .unwrap();
    }

    pub(crate) fn sync(&self) -> SyncOutcome {
        self.agent.sync(&self.db, NOW_AT).unwrap()
    }

    pub(crate) fn context() -> EditContext {
        EditContext {
            actor: StaffId::owner_of("LH001"),
            now_at: NOW_AT,
        }
    }

    pub(crate) fn id(&self) -> Uuid {
        self.ids.next_id(NOW_AT)
    }

    pub(crate) fn customer(&self, name: &str) -> CustomerId {
        let id = CustomerId(self.id());
        let fields = [("name", name.into()), ("kind", "household".into())];
        self.db
            .edit(&Self::context(), |tx| tx.insert("customer", id, &fields))
            .unwrap();
        id
    }

    pub(crate) fn rename(&self, customer: CustomerId, name: &str) {
        let changed = self
            .db
            .edit(&Self::context(), |tx| {
                tx.update("customer", customer, &[("name", name.into())])
            })
            .unwrap();
        assert!(changed);
    }

    pub(crate) fn state_hash(&self) -> String {
        self.db.read(sync::state_hash).unwrap()
    }

    pub(crate) fn unsent(&self) -> u32 {
        self.db.read(sync::state).unwrap().unsent
    }
}
