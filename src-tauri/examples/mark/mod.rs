//! What a bench can see: one line on standard output as soon as a screen can be used.

use tauri::plugin::{Builder, TauriPlugin};
use tauri::{Listener as _, Wry};

const EVENT: &str = "can-be-used";
const PERSON: &str = ".people .person:not([disabled])";

/// Prints `can be used` when an element of this CSS selector is there, the frame with it is drawn,
/// and the page is free to take a key. Where the window asks who is there, the first person is taken,
/// as whoever starts it would do at once.
pub(crate) fn when_there(selector: &str) -> TauriPlugin<Wry> {
    let script = format!(
        "(() => {{
           let asked = false;
           const look = () => {{
             const person = document.querySelector({PERSON:?});
             if (person && !asked) {{ asked = true; setTimeout(() => person.click(), 0); }}
             if (!document.querySelector({selector:?})) return;
             watch.disconnect();
             const emit = {{ event: {EVENT:?}, payload: null }};
             const tell = () => window.__TAURI_INTERNALS__.invoke('plugin:event|emit', emit);
             requestAnimationFrame(() => setTimeout(tell, 0));
           }};
           const watch = new MutationObserver(look);
           watch.observe(document, {{ childList: true, subtree: true }});
         }})()"
    );
    Builder::new("mark")
        .js_init_script(script)
        .setup(|app, _| {
            #[expect(clippy::print_stdout, reason = "the bench reads it")]
            app.listen_any(EVENT, |_| println!("can be used"));
            Ok(())
        })
        .build()
}
