use super::*;

#[test]
fn counts_take_in_what_is_below_and_leave_out_the_trash() {
    let store = Store::bare();
    let [one, two, gone] = ["one", "two", "gone"].map(|title| store.put(title, &["abcdef"]));
    let top = store.theme_put(None, "zebra/s");
    let child = store.theme_put(Some(top), "Child");
    let grandchild = store.theme_put(Some(child), "small");
    let other = store.theme_put(None, "Äpfel");
    let empty = store.theme_put(Some(top), "berry");
    store.tag(one, (0, 1), "a", &[child, top, grandchild], None);
    store.tag(one, (1, 2), "b", &[child], None);
    store.tag(two, (1, 2), "b", &[grandchild, other], None);
    store.tag(gone, (0, 1), "a", &[child], None);
    store.bin(gone);
    store.conn().execute("INSERT INTO recent VALUES (?, '2020-02-02T00:00:00Z')", [other]).unwrap();
    store.conn().execute("UPDATE themes SET key = 3, note = 'n' WHERE id = ?", [other]).unwrap();
    let themes = store.themes().unwrap();
    let shown: Vec<_> = themes.iter().map(|t| (t.id.0, t.path.as_str(), t.annotations, t.articles)).collect();
    assert_eq!(
        shown,
        [
            (other, "Äpfel", 1, 1),
            (top, "zebra\\/s", 3, 2),
            (empty, "zebra\\/s/berry", 0, 0),
            (child, "zebra\\/s/Child", 3, 2),
            (grandchild, "zebra\\/s/Child/small", 2, 2),
        ]
    );
    assert_eq!((themes[0].key, themes[0].note.as_deref()), (Some(3), Some("n")));
    assert_eq!(themes[0].used.as_deref(), Some("2020-02-02T00:00:00Z"));
    assert_eq!((themes[3].parent, themes[3].name.as_str()), (Some(ThemeId(top)), "Child"));
    assert_eq!(store.theme(ThemeId(child)).unwrap().as_ref(), Some(&themes[3]));
}

#[test]
fn numbers_in_names_are_in_the_order_of_numbers() {
    let store = Store::bare();
    let top = store.theme_put(None, "Week 80");
    for name in ["Week 79", "week 8", "Week 9b"] {
        store.theme_put(None, name);
    }
    for name in ["10", "9"] {
        store.theme_put(Some(top), name);
    }
    let paths: Vec<String> = store.themes().unwrap().into_iter().map(|theme| theme.path).collect();
    assert_eq!(paths, ["week 8", "Week 9b", "Week 79", "Week 80", "Week 80/9", "Week 80/10"]);
}
