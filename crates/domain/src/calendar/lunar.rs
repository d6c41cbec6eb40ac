//! Chinese lunar dates, for birthdays.
