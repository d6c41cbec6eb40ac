//! The desktop shell: one door to the use cases.
