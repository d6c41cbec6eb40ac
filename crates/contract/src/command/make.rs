//! What is made of the command list: the list itself, the trait that serves it, and its types for the
//! screens.

macro_rules! commands {
    ($($(#[doc = $about:literal])+ $method:ident $name:literal: $request:ty => $response:ty, $allowed:expr;)*) => {
        /// Every command, in the order of the areas.
        pub const COMMANDS: &[CommandInfo] = &[$(CommandInfo {
            name: $name,
            about: concat!($($about,)+),
            allowed: $allowed,
            request: || schema_for!($request),
            response: || schema_for!($response),
        },)*];

        /// What serves the commands: one method each, so that a missing one does not compile.
        pub trait Handlers {
            /// What a call carries besides its request (who is acting, when).
            type Context: Copy;
            $(
                $(#[doc = $about])+
                ///
                /// # Errors
                /// An [`ApiError`] with a stable code when it is refused or fails.
                fn $method(&self, context: Self::Context, request: $request)
                    -> Result<$response, ApiError>;
            )*

            /// Calls a command by name with a JSON payload.
            ///
            /// # Errors
            /// `command.unknown` for a name that is not in the list, `command.bad_request` for a
            /// payload that does not fit, else what the command says.
            fn dispatch(&self, context: Self::Context, name: &str, payload: Value)
                -> Result<Value, ApiError> {
                match name {
                    $($name => answer(self.$method(context, read(payload)?)?),)*
                    _ => Err(ApiError::new(ErrorCode::CommandUnknown)
                        .with_detail("command", name)),
                }
            }
        }

        #[cfg(feature = "codegen")]
        pub(crate) fn typescript_types(into: &mut crate::typescript::Types) {
            $(into.command($name, <$request as ts_rs::TS>::name(into.config()), <$response as ts_rs::TS>::name(into.config()));
            into.add::<$request>(); into.add::<$response>();)*
        }
    };
}
