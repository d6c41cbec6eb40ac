//! What waits, told on the taskbar: a window that lies under others still shows it (R018).

use serde_json::Value;
use tauri::WebviewWindow;

/// Whose answers tell how many alerts nobody took note of.
const TELLING: [&str; 4] = [
    "alert.list",
    "alert.locked",
    "alert.acknowledge",
    "alert.safety",
];

/// How many alerts wait, and whether life is in danger, from an answer that tells it.
pub(crate) fn waiting(name: &str, answer: &Value) -> Option<(i64, bool)> {
    if !TELLING.contains(&name) {
        return None;
    }
    let count = answer["waiting"].as_i64()?;
    let danger = match (&answer["danger"], &answer["safety"]) {
        (Value::Number(open), _) => open.as_u64() != Some(0),
        (_, Value::Array(open)) => !open.is_empty(),
        _ => false,
    };
    Some((count, danger))
}

/// Shows it on the taskbar. A desktop without such marks shows none, which is no fault of ours.
pub(crate) fn tell(window: &WebviewWindow, name: &str, answer: &Value) {
    if let Some((count, danger)) = waiting(name, answer) {
        let _ = show(window, count, danger);
    }
}

#[cfg(windows)]
fn show(window: &WebviewWindow, count: i64, danger: bool) -> tauri::Result<()> {
    let dot = (count > 0 || danger).then(|| dot(SIDE, danger));
    let icon = dot
        .as_deref()
        .map(|rgba| tauri::image::Image::new(rgba, SIDE, SIDE));
    window.set_overlay_icon(icon)
}

#[cfg(not(windows))]
fn show(window: &WebviewWindow, count: i64, danger: bool) -> tauri::Result<()> {
    let shown = count.max(i64::from(danger));
    window.set_badge_count((shown > 0).then_some(shown))
}

/// How wide and high the mark is, in pixels.
#[cfg(any(windows, test))]
const SIDE: u32 = 16;

/// A picture of RGBA rows with the mark over its lower right corner, half as high as it.
pub(crate) fn marked(rgba: &[u8], (width, height): (u32, u32), danger: bool) -> Vec<u8> {
    let side = width.min(height) / 2;
    let mark = dot(side, danger);
    let mut rows = rgba.to_vec();
    let at = |x: u32, y: u32, wide: u32| ((y * wide + x) * 4) as usize;
    for (x, y) in (0..side).flat_map(|y| (0..side).map(move |x| (x, y))) {
        let (from, to) = (
            at(x, y, side),
            at(width - side + x, height - side + y, width),
        );
        let point = mark.get(from..from + 4).filter(|point| point[3] != 0);
        if let (Some(point), Some(under)) = (point, rows.get_mut(to..to + 4)) {
            under.copy_from_slice(point);
        }
    }
    rows
}

/// A round mark, red for danger and amber else, as RGBA rows.
fn dot(side: u32, danger: bool) -> Vec<u8> {
    let colour = if danger {
        [0xc6, 0x28, 0x28, 0xff]
    } else {
        [0xe0, 0x8a, 0x00, 0xff]
    };
    let half = f64::from(side) / 2.0;
    let inside = |x: u32, y: u32| {
        let (dx, dy) = (f64::from(x) + 0.5 - half, f64::from(y) + 0.5 - half);
        dx * dx + dy * dy <= half * half
    };
    let pixels = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
    pixels
        .flat_map(|(x, y)| if inside(x, y) { colour } else { [0; 4] })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{SIDE, dot, marked, waiting};

    #[test]
    fn only_answers_about_alerts_tell_what_waits() {
        let list = json!({"rows": [], "waiting": 3, "safety": [{}], "script": []});
        assert_eq!(waiting("alert.list", &list), Some((3, true)));
        let locked = json!({"waiting": 0, "danger": 0, "unread": 0});
        assert_eq!(waiting("alert.locked", &locked), Some((0, false)));
        assert_eq!(waiting("today.get", &json!({"waiting": 3})), None);
    }

    #[test]
    fn the_mark_is_a_disc_whose_corners_are_clear() {
        let rgba = dot(SIDE, true);
        assert_eq!(rgba.len(), (SIDE * SIDE * 4) as usize);
        assert_eq!(rgba.get(3), Some(&0), "the corner");
        let middle = ((SIDE / 2 * SIDE + SIDE / 2) * 4 + 3) as usize;
        assert_eq!(rgba.get(middle), Some(&0xff));
    }

    #[test]
    fn a_marked_picture_keeps_its_size_and_everything_outside_the_lower_right_corner() {
        let plain = vec![7; 8 * 6 * 4];
        let rows = marked(&plain, (8, 6), false);
        assert_eq!(rows.len(), plain.len());
        let point = |x: usize, y: usize| &rows[(y * 8 + x) * 4..][..4];
        assert_eq!(point(0, 0), [7; 4]);
        assert_eq!(point(4, 4), [7; 4], "left of the mark");
        assert_eq!(point(6, 4), [0xe0, 0x8a, 0x00, 0xff]);
    }
}
