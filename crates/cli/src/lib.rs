//! The wuyou program: every command without a window.
