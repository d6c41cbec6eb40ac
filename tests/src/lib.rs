//! Conformance, multi-process scenarios and journeys.
