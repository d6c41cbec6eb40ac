//! The loopback host for browser tests: the same commands, over HTTP on this computer only.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use wuyou_app::Caller;
use wuyou_contract::Language;
use wuyou_host::Host;
use wuyou_server::loopback::{Loopback, LoopbackError};

use crate::output;

/// Serves until Ctrl-C.
pub(crate) fn serve(host: &Host, listen: SocketAddr, ui: &Path) -> Result<(), String> {
    let app = host.app_shared();
    let call = move |name: String, payload: Value| {
        let caller = Caller {
            staff: None,
            language: Language::Zh,
            owner_by_default: false,
        };
        app.call(&caller, &name, payload)
            .map_err(|error| error.to_json(Language::Zh))
    };
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let _background = host.sync_in_background();
    runtime
        .block_on(async {
            let host = Loopback::bind(listen, ui.to_owned(), Arc::new(call)).await?;
            output::print(&json!({ "listening": format!("http://{}", host.address()) }));
            // Without a signal handler the host simply runs until it is killed.
            host.run(async { tokio::signal::ctrl_c().await.unwrap_or_default() })
                .await
        })
        .map_err(|error: LoopbackError| error.to_string())
}
