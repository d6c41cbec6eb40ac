//! The API's description, made from the handlers.

use axum::response::IntoResponse;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{
    enrol, hq_device, hq_remedy, hq_serial, hq_session, hq_summary, hq_work_order, ops, peers,
    renew, sync, update,
};

#[derive(OpenApi)]
#[openapi(
    info(title = "wuyou-server", description = "Sync of dealers' PCs and headquarters' console."),
    paths(
        enrol::enrol,
        renew::renew,
        sync::sync,
        peers::list_peers,
        update::get_update,
        update::get_update_file,
        hq_session::login,
        hq_session::logout,
        hq_session::me,
        hq_summary::get_summary,
        hq_work_order::list_work_orders,
        hq_work_order::get_work_order,
        hq_work_order::show_phones,
        hq_device::list_devices,
        hq_serial::list_serials,
        hq_remedy::list_remedy_cases,
        hq_remedy::rule_remedy_case,
        ops::healthz,
        ops::metrics,
        document,
    ),
    modifiers(&Credentials)
)]
struct Description;

/// The two kinds of credential.
struct Credentials;

impl Modify for Credentials {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let components = openapi.components.get_or_insert_default();
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        components.add_security_scheme("device", SecurityScheme::Http(bearer));
        let cookie = ApiKey::Cookie(ApiKeyValue::new("wuyou_hq"));
        components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    }
}

/// This description.
#[utoipa::path(get, path = "/api/v1/openapi.json", operation_id = "openapi", tag = "operation",
    responses((status = 200, description = "OpenAPI 3.1")))]
pub async fn document() -> impl IntoResponse {
    axum::Json(Description::openapi())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_lists_every_route_and_no_other() {
        let document = serde_json::to_value(Description::openapi()).unwrap();
        assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
        let mut listed = Vec::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for method in item.as_object().unwrap().keys() {
                if ["get", "post", "put", "delete", "patch"].contains(&method.as_str()) {
                    listed.push((method.clone(), path.clone()));
                }
            }
        }
        let mut routed: Vec<(String, String)> = crate::routes::addresses()
            .into_iter()
            .map(|(method, path)| (method.to_owned(), path.to_owned()))
            .collect();
        listed.sort();
        routed.sort();
        assert_eq!(listed, routed);
    }
}
