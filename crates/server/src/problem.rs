//! Errors as RFC 9457 problem details with stable codes. The list stands in docs/api.md; a test
//! compares the two.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use wuyou_server_store::StoreError;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $status:ident, $code:literal, $title:literal;)*) => {
        /// Why a request is refused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable name programs act on.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The HTTP status.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status,)* }
            }

            /// A sentence for logs and developers.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

codes! {
    /// Not JSON, or unknown or missing fields.
    Malformed = BAD_REQUEST, "request.malformed", "The body cannot be read";
    /// A value that cannot be.
    Invalid = UNPROCESSABLE_ENTITY, "request.invalid", "A field has a value that cannot be";
    /// Another content type.
    WrongType = UNSUPPORTED_MEDIA_TYPE, "request.wrong_type", "This content type is not taken here";
    /// Over a size limit.
    TooLarge = PAYLOAD_TOO_LARGE, "request.too_large", "The body is too large";
    /// The body did not arrive in time.
    TooSlow = REQUEST_TIMEOUT, "request.too_slow", "The body did not arrive in time";
    /// Another site's page.
    WrongOrigin = FORBIDDEN, "request.wrong_origin", "The request comes from another site";
    /// No such address.
    NoRoute = NOT_FOUND, "route.not_found", "No such address";
    /// Not with this method.
    WrongMethod = METHOD_NOT_ALLOWED, "route.wrong_method", "Not with this method";
    /// Over a rate limit.
    TooMany = TOO_MANY_REQUESTS, "too_many_requests", "Too many requests";
    /// Too many at once.
    Busy = SERVICE_UNAVAILABLE, "server.busy", "The server is busy";
    /// No space left.
    StorageFull = INSUFFICIENT_STORAGE, "server.storage_full", "The server's disk is full";
    /// A fault of the server.
    Internal = INTERNAL_SERVER_ERROR, "server.internal", "A fault of the server";
    /// No credential.
    AuthMissing = UNAUTHORIZED, "auth.missing", "A credential is needed";
    /// An unknown credential.
    AuthWrong = UNAUTHORIZED, "auth.wrong", "The credential is not known";
    /// A revoked device.
    AuthRevoked = FORBIDDEN, "auth.revoked", "Headquarters has revoked this device";
    /// No such enrolment code.
    CodeWrong = FORBIDDEN, "enrol.code_wrong", "No such enrolment code";
    /// A used enrolment code.
    CodeUsed = FORBIDDEN, "enrol.code_used", "The enrolment code has been used";
    /// An old enrolment code.
    CodeExpired = FORBIDDEN, "enrol.code_expired", "The enrolment code is too old";
    /// A code of another dealer than the PC belongs to; it is not spent.
    CodeOtherDealer = CONFLICT, "enrol.other_dealer", "The enrolment code is another dealer's";
    /// The new id is another PC's.
    RenewTaken = CONFLICT, "renew.taken", "Another device has this id";
    /// A wrong name or password.
    WrongLogin = UNAUTHORIZED, "hq.wrong_login", "Name or password is wrong";
    /// Too many wrong passwords.
    LoginWait = TOO_MANY_REQUESTS, "hq.login_wait", "Too many wrong passwords, wait";
    /// No such order.
    NoOrder = NOT_FOUND, "work_order.not_found", "No such work order";
    /// No such remedy case, or it waits for headquarters no more.
    NoRemedy = NOT_FOUND, "remedy_case.not_waiting", "This remedy case does not wait for headquarters";
    /// No such package of an update, or it was withdrawn.
    NoUpdate = NOT_FOUND, "update.not_found", "No such package of an update";
    /// Not a sync message.
    SyncMalformed = BAD_REQUEST, "sync.malformed", "The body is not a sync message";
    /// Another protocol.
    SyncProtocol = BAD_REQUEST, "sync.unknown_protocol", "This protocol version is not spoken here";
}

/// A refused request.
#[derive(Debug, Clone)]
pub struct Problem {
    code: Code,
    details: Value,
    retry_after_seconds: Option<u64>,
}

/// The body of an error, RFC 9457.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemBody {
    /// `urn:wuyou:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// A sentence for developers.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The stable code.
    #[schema(example = "request.invalid")]
    pub code: &'static str,
    /// More about it, or null.
    pub details: Value,
}

impl Problem {
    /// The code.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// With details.
    #[must_use]
    pub fn with(mut self, details: Value) -> Self {
        self.details = details;
        self
    }

    /// With the time to wait.
    #[must_use]
    pub const fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_seconds = Some(seconds);
        self
    }

    /// A value that cannot be, with the name of its field.
    #[must_use]
    pub fn invalid(field: &str) -> Self {
        Self::from(Code::Invalid).with(json!({ "field": field }))
    }

    /// A fault of ours. The cause goes to the log under a number that the answer carries.
    #[must_use]
    pub fn internal(cause: &(dyn std::error::Error + 'static)) -> Self {
        let mut number = [0; 8];
        // A trace number that cannot be random is only less handy.
        let _ = getrandom::fill(&mut number);
        let trace_id = format!("{:016x}", u64::from_be_bytes(number));
        tracing::error!(trace_id, cause = %chain(cause), "internal error");
        Self::from(Code::Internal).with(json!({ "trace_id": trace_id }))
    }
}

/// An error with everything that caused it.
pub(crate) fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self {
            code,
            details: Value::Null,
            retry_after_seconds: None,
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => Self::from(Code::Busy).retry_after(2),
            StoreError::Full => {
                tracing::error!("the disk is full");
                Self::from(Code::StorageFull).retry_after(60)
            }
            StoreError::BadPush { dseq } => {
                Self::from(Code::SyncMalformed).with(json!({ "dseq": dseq }))
            }
            StoreError::Revoked => Code::AuthRevoked.into(),
            other => Self::internal(&other),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = ProblemBody {
            kind: format!("urn:wuyou:problem:{}", self.code.name()),
            title: self.code.title(),
            status: self.code.status().as_u16(),
            code: self.code.name(),
            details: self.details,
        };
        let text = serde_json::to_string(&body).unwrap_or_default();
        let mut response = (
            self.code.status(),
            [(header::CONTENT_TYPE, "application/problem+json")],
            text,
        )
            .into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.code.status() == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer realm=\"wuyou\"");
            headers.insert(header::WWW_AUTHENTICATE, scheme);
        }
        response.extensions_mut().insert(self.code);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_in_the_api_document_with_its_status() {
        let document = include_str!("../../../docs/api.md");
        for code in Code::ALL {
            let line = format!("| `{}` | {} |", code.name(), code.status().as_u16());
            assert!(document.contains(&line), "docs/api.md lacks {line}");
        }
        let listed = document
            .lines()
            .filter(|line| line.starts_with("| `"))
            .count();
        assert_eq!(listed, Code::ALL.len());
    }
}
