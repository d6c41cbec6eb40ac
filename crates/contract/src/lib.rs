//! The command list, request and response types and error codes of every host.
