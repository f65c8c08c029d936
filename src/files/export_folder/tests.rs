use super::*;

fn file(path: &str, id: Option<&str>, body: &str) -> WantedFile {
    let head = id.map_or(String::new(), |id| {
        format!("---\ntitle: \"t\"\npostil: {{id: {id}, annotations: 0}}\n---\n\n")
    });
    WantedFile { path: path.into(), id: id.map(Into::into), content: format!("{head}{body}\n") }
}

fn export(root: &Path, files: &[WantedFile]) -> Vec<Outcome> {
    let mut folder = ExportFolder::open(root).unwrap();
    let outcomes = files.iter().map(|f| folder.put(f).unwrap()).collect();
    folder.finish().unwrap();
    outcomes
}

/// Every file with its content, sorted.
fn tree(root: &Path) -> BTreeMap<String, String> {
    walkdir::WalkDir::new(root)
        .into_iter()
        .map(Result::unwrap)
        .filter(|e| e.file_type().is_file())
        .map(|e| {
            let name = e.path().strip_prefix(root).unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(e.path()).unwrap())
        })
        .collect()
}

#[test]
fn a_second_export_changes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let files = [file("articles/a.md", Some("1"), "A"), file("README.md", None, "R")];
    assert_eq!(export(root.path(), &files), [Outcome::Written, Outcome::Written]);
    let before = tree(root.path());
    let time = |name: &str| fs::metadata(root.path().join(name)).unwrap().modified().unwrap();
    let times = ["articles/a.md", "README.md", ".postil.json"].map(time);
    assert_eq!(export(root.path(), &files), [Outcome::Unchanged, Outcome::Unchanged]);
    assert_eq!(tree(root.path()), before);
    assert_eq!(["articles/a.md", "README.md", ".postil.json"].map(time), times);
    assert!(before[".postil.json"].contains("\"articles/a.md\": \"1\""));
}

#[test]
fn a_new_title_renames_the_file_and_keeps_the_users_part() {
    let root = tempfile::tempdir().unwrap();
    export(root.path(), &[file("articles/old.md", Some("1"), "A")]);
    let old = root.path().join("articles/old.md");
    let text = fs::read_to_string(&old).unwrap();
    fs::write(&old, format!("{text}\n{YOURS}\nmine\n")).unwrap();
    assert_eq!(export(root.path(), &[file("articles/old.md", Some("1"), "A")]), [Outcome::Unchanged]);
    assert_eq!(export(root.path(), &[file("articles/new.md", Some("1"), "B")]), [Outcome::Renamed]);
    assert!(!old.exists());
    let text = fs::read_to_string(root.path().join("articles/new.md")).unwrap();
    assert!(text.ends_with(&format!("B\n\n{YOURS}\nmine\n")), "{text}");
    assert_eq!(export(root.path(), &[file("articles/new.md", Some("1"), "C")]), [Outcome::Kept]);
    assert!(!tree(root.path())[".postil.json"].contains("old.md"));
}

#[test]
fn two_files_can_change_names_with_each_other() {
    let root = tempfile::tempdir().unwrap();
    export(root.path(), &[file("articles/a.md", Some("1"), "one"), file("articles/b.md", Some("2"), "two")]);
    let b = root.path().join("articles/b.md");
    fs::write(&b, format!("{}\n{YOURS}\nof two\n", fs::read_to_string(&b).unwrap())).unwrap();
    export(root.path(), &[file("articles/b.md", Some("1"), "one"), file("articles/a.md", Some("2"), "two")]);
    let files = tree(root.path());
    assert_eq!(files.keys().collect::<Vec<_>>(), [".postil.json", "articles/a.md", "articles/b.md"]);
    assert!(files["articles/a.md"].ends_with(&format!("two\n\n{YOURS}\nof two\n")));
    assert!(files["articles/b.md"].ends_with("one\n"));
}

#[test]
fn somebody_elses_files_are_left_alone() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("articles")).unwrap();
    fs::write(root.path().join("README.md"), "mine").unwrap();
    fs::write(root.path().join("articles/a.md"), "also mine").unwrap();
    let files =
        [file("README.md", None, "R"), file("articles/a.md", Some("1"), "A"), file("themes.md", None, "T")];
    assert_eq!(export(root.path(), &files), [Outcome::Refused, Outcome::Refused, Outcome::Written]);
    let files = tree(root.path());
    assert_eq!((files["README.md"].as_str(), files["articles/a.md"].as_str()), ("mine", "also mine"));
    assert!(!files[".postil.json"].contains("README"));
}

#[test]
fn a_lost_manifest_and_a_file_renamed_by_hand_are_found_by_id() {
    let root = tempfile::tempdir().unwrap();
    export(root.path(), &[file("articles/a.md", Some("1"), "A")]);
    fs::remove_file(root.path().join(".postil.json")).unwrap();
    fs::rename(root.path().join("articles/a.md"), root.path().join("articles/by hand.md")).unwrap();
    assert_eq!(export(root.path(), &[file("articles/a.md", Some("1"), "A")]), [Outcome::Renamed]);
    assert_eq!(tree(root.path()).keys().collect::<Vec<_>>(), [".postil.json", "articles/a.md"]);
}

#[test]
fn files_no_longer_wanted_stay() {
    let root = tempfile::tempdir().unwrap();
    export(root.path(), &[file("articles/a.md", Some("1"), "A"), file("articles/b.md", Some("2"), "B")]);
    export(root.path(), &[file("articles/a.md", Some("1"), "A")]);
    assert!(root.path().join("articles/b.md").exists());
    assert!(tree(root.path())[".postil.json"].contains("b.md"));
}

#[test]
fn files_of_ours_that_were_not_put_are_known() {
    let root = tempfile::tempdir().unwrap();
    let (a, b) = (file("articles/a.md", Some("1"), "A"), file("articles/b.md", Some("2"), "B"));
    export(root.path(), &[a.clone(), b, file("README.md", None, "R")]);
    fs::write(root.path().join("articles/c.md"), file("", Some("3"), "by hand").content).unwrap();
    let mut folder = ExportFolder::open(root.path()).unwrap();
    folder.put(&a).unwrap();
    assert_eq!(folder.others(), [("articles/b.md".to_owned(), "2".to_owned())]);
    fs::remove_file(root.path().join("articles/b.md")).unwrap();
    let folder = ExportFolder::open(root.path()).unwrap();
    assert_eq!(folder.others(), [("articles/a.md".to_owned(), "1".to_owned())]);
}

#[test]
fn no_path_leaves_the_folder() {
    let outside = tempfile::tempdir().unwrap();
    let root = outside.path().join("root");
    let files =
        ["../x.md", "/x.md", "articles/../../x.md", "", "a\\..\\x.md"].map(|path| file(path, None, "x"));
    assert!(export(&root, &files).iter().all(|outcome| *outcome == Outcome::Refused));
    assert_eq!(tree(outside.path()).keys().collect::<Vec<_>>(), ["root/.postil.json"]);
}

#[cfg(unix)]
#[test]
fn links_in_the_way_are_refused() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let root = tempfile::tempdir().unwrap();
    let victim = outside.path().join("victim.md");
    fs::write(&victim, "keep").unwrap();
    symlink(outside.path(), root.path().join("articles")).unwrap();
    symlink(&victim, root.path().join("README.md")).unwrap();
    let files = [file("articles/victim.md", Some("1"), "A"), file("README.md", None, "R")];
    assert_eq!(export(root.path(), &files), [Outcome::Refused, Outcome::Refused]);
    assert_eq!(fs::read_to_string(victim).unwrap(), "keep");
    assert_eq!(tree(outside.path()).len(), 1);
}

#[test]
fn a_table_has_no_part_of_the_users() {
    let root = tempfile::tempdir().unwrap();
    let table = [file("annotations.csv", None, "note\n\"a\n<!-- postil: yours below -->\nb\"")];
    assert_eq!(export(root.path(), &table), [Outcome::Written]);
    assert_eq!(export(root.path(), &table), [Outcome::Unchanged]);
}

#[test]
fn what_is_typed_below_everything_goes_below_the_line_and_is_carried_on() {
    let root = tempfile::tempdir().unwrap();
    let name = "articles/a.md";
    let again = |body: &str| export(root.path(), &[file(name, Some("1"), body)]);
    let read = || fs::read_to_string(root.path().join(name)).unwrap();
    let body = |body: &str| file(name, Some("1"), body).content;
    again("A");
    // As an editor of another system saves it, without a line of its own.
    fs::write(root.path().join(name), format!("\u{feff}{}Mine.\r\n", read().replace('\n', "\r\n"))).unwrap();
    assert_eq!(again("B"), [Outcome::Kept]);
    assert_eq!(read(), format!("{}\n{YOURS}\n\nMine.\n", body("B")));
    assert_eq!((again("B"), read().matches("Mine.").count()), (vec![Outcome::Unchanged], 1));
    // Above the line, where something stands below it.
    fs::write(root.path().join(name), read().replace(YOURS, &format!("Between.\n\n{YOURS}"))).unwrap();
    assert_eq!(again("C"), [Outcome::Kept]);
    assert_eq!(read(), format!("{}\n{YOURS}\n\nBetween.\n\n\nMine.\n", body("C")));
    // Under a new name too.
    fs::write(root.path().join(name), body("C") + "Last.").unwrap();
    assert_eq!(export(root.path(), &[file("articles/b.md", Some("1"), "D")]), [Outcome::Renamed]);
    assert!(fs::read_to_string(root.path().join("articles/b.md")).unwrap().ends_with("\n\nLast.\n"));
    assert_eq!(tree(root.path()).len(), 2, "no copy was needed");
}

#[test]
fn a_file_that_was_changed_in_another_way_is_copied_before_it_is_written_over() {
    let root = tempfile::tempdir().unwrap();
    let put = |files: &[WantedFile]| {
        let mut folder = ExportFolder::open(root.path()).unwrap();
        let outcomes: Vec<Outcome> = files.iter().map(|f| folder.put(f).unwrap()).collect();
        let copies = folder.copies();
        folder.finish().unwrap();
        (outcomes, copies)
    };
    let files = |n: u8| {
        [
            file("articles/a.md", Some("1"), &format!("A{n}")),
            file("notes.csv", None, &format!("a,b\r\n{n},\"two\r\nlines\"\r\n")),
        ]
    };
    let written = || vec![Outcome::Written, Outcome::Written];
    assert_eq!(put(&files(1)), (written(), vec![]));
    assert_eq!(put(&files(2)), (written(), vec![]), "what nobody changed needs no copy");
    let by_hand = |name: &str, with: &str| {
        let path = root.path().join(name);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, format!("{with}{}", text.replace("title", with))).unwrap();
    };
    by_hand("articles/a.md", "---\nmine: 1\n");
    // It is found by its id no more.
    assert_eq!(put(&files(3)).0, [Outcome::Refused, Outcome::Written]);
    fs::write(root.path().join("articles/a.md"), files(2)[0].content.replace('A', "My A")).unwrap();
    by_hand("notes.csv", "my");
    let kept = tree(root.path());
    assert_eq!(put(&files(4)), (written(), vec!["articles/a.md~".to_owned(), "notes.csv~".to_owned()]));
    let now = tree(root.path());
    assert_eq!(now["articles/a.md~"], kept["articles/a.md"]);
    assert_eq!((&now["notes.csv~"], &now["articles/a.md"]), (&kept["notes.csv"], &files(4)[0].content));
    // A copy is never written over, and the same one is made once.
    fs::write(root.path().join("articles/a.md"), &kept["articles/a.md"]).unwrap();
    assert_eq!(put(&files(4)).1, Vec::<String>::new());
    fs::write(root.path().join("articles/a.md"), kept["articles/a.md"].replace("My", "Our")).unwrap();
    assert_eq!(put(&files(4)).1, ["articles/a.md~2~"]);
    assert_eq!(tree(root.path())["articles/a.md~"], kept["articles/a.md"]);
    // Under another name too, and where the list of what was written is gone, which no file but one as it is needs.
    let (old, new) = (root.path().join("articles/a.md"), root.path().join("articles/mine.md"));
    fs::write(&old, &files(4)[0].content).unwrap();
    fs::rename(&old, &new).unwrap();
    assert_eq!(put(&files(5)), (vec![Outcome::Renamed, Outcome::Written], vec![]));
    fs::write(&old, files(5)[0].content.replace('A', "Her A")).unwrap();
    fs::rename(&old, &new).unwrap();
    assert_eq!(
        put(&files(6)),
        (vec![Outcome::Renamed, Outcome::Written], vec!["articles/mine.md~".to_owned()])
    );
    fs::remove_file(root.path().join(".postil.json")).unwrap();
    assert_eq!(put(&files(7)[..1]).1, ["articles/a.md~3~"]);
}

#[test]
fn what_an_export_wrote_that_was_killed_is_known_and_needs_no_copy() {
    let root = tempfile::tempdir().unwrap();
    let files = |n: u8| {
        [
            file("articles/a.md", Some("1"), &format!("A{n}")),
            file("README.md", None, &format!("R{n}")),
            file("notes.csv", None, &format!("a,b\r\n{n},c\r\n")),
        ]
    };
    // Killed before its end, it lists nothing. So one at a time, and all from the beginning.
    let killed = |n: u8| {
        let mut folder = ExportFolder::open(root.path()).unwrap();
        let outcomes: Vec<Outcome> = files(n).iter().map(|f| folder.put(f).unwrap()).collect();
        (outcomes, folder.copies())
    };
    let all = |outcome: Outcome| (vec![outcome; 3], Vec::new());
    assert_eq!(killed(1), all(Outcome::Written));
    assert!(!root.path().join(".postil.json").exists());
    assert_eq!(killed(1), all(Outcome::Unchanged), "what another export is to write too");
    assert_eq!(killed(2), all(Outcome::Written), "it is known as ours");
    assert_eq!(export(root.path(), &files(3)), [Outcome::Written; 3]);
    assert_eq!(killed(4), all(Outcome::Written));
    // A line that was not written whole, a file that is not there any more, and one that leads out.
    let begun = root.path().join(".postil.begun");
    let lines = fs::read_to_string(&begun).unwrap();
    let outside = lines.lines().find(|line| !line.is_empty()).unwrap().replace("articles/a.md", "../a.md");
    fs::write(&begun, format!("{outside}\n{lines}{{\"path\":\"art")).unwrap();
    fs::remove_file(root.path().join("README.md")).unwrap();
    // What was typed then is kept, and what was changed is copied.
    let a = root.path().join("articles/a.md");
    fs::write(&a, fs::read_to_string(&a).unwrap() + "\nMine.\n").unwrap();
    fs::write(root.path().join("notes.csv"), "a,b\r\n4,mine\r\n").unwrap();
    let (outcomes, copies) = killed(5);
    assert_eq!(outcomes, [Outcome::Kept, Outcome::Written, Outcome::Written]);
    assert_eq!(copies, ["notes.csv~"]);
    export(root.path(), &files(6));
    let now = tree(root.path());
    let names: Vec<&str> = now.keys().map(String::as_str).collect();
    assert_eq!(names, [".postil.json", "README.md", "articles/a.md", "notes.csv", "notes.csv~"]);
    assert!(now["articles/a.md"].ends_with("Mine.\n"));
    // Somebody else's file in the place of one that was begun and is gone is not ours.
    let root = tempfile::tempdir().unwrap();
    let killed = |n: u8| {
        let mut folder = ExportFolder::open(root.path()).unwrap();
        files(n).iter().map(|f| folder.put(f).unwrap()).collect::<Vec<_>>()
    };
    killed(1);
    fs::write(root.path().join("README.md"), "mine").unwrap();
    assert_eq!(killed(2), [Outcome::Written, Outcome::Refused, Outcome::Written]);
    assert_eq!(tree(root.path())["README.md"], "mine");
}

#[test]
fn what_is_typed_stays_set_in_as_it_is_and_what_is_no_utf8_is_copied() {
    let root = tempfile::tempdir().unwrap();
    let name = "articles/a.md";
    let path = root.path().join(name);
    let again = |body: &str| export(root.path(), &[file(name, Some("1"), body)]);
    again("A");
    fs::write(&path, fs::read_to_string(&path).unwrap() + "\n  \n    code here\n    more code\n\n").unwrap();
    assert_eq!(again("B"), [Outcome::Kept]);
    assert!(
        fs::read_to_string(&path).unwrap().ends_with(&format!("{YOURS}\n\n    code here\n    more code\n"))
    );
    let mut bytes = fs::read(&path).unwrap();
    bytes.extend(b"caf\xe9\n");
    fs::write(&path, &bytes).unwrap();
    assert_eq!(again("C"), [Outcome::Kept]);
    assert_eq!(fs::read(root.path().join("articles/a.md~")).unwrap(), bytes);
}

#[test]
fn what_is_typed_below_what_is_as_it_is_to_be_leaves_the_file_alone() {
    let root = tempfile::tempdir().unwrap();
    let name = "articles/a.md";
    let path = root.path().join(name);
    let again = |body: &str| export(root.path(), &[file(name, Some("1"), body)]);
    again("A");
    let typed = fs::read_to_string(&path).unwrap() + "\nMine.\n";
    fs::write(&path, &typed).unwrap();
    assert_eq!(again("A"), [Outcome::Unchanged]);
    assert_eq!(fs::read_to_string(&path).unwrap(), typed);
    assert_eq!(again("B"), [Outcome::Kept]);
    assert!(fs::read_to_string(&path).unwrap().ends_with(&format!("B\n\n{YOURS}\n\nMine.\n")));
}

#[test]
fn what_is_typed_below_a_text_that_was_changed_too_is_carried_on_where_its_end_is_known() {
    let root = tempfile::tempdir().unwrap();
    let name = "articles/a.md";
    let path = root.path().join(name);
    let put = |body: &str| {
        let mut folder = ExportFolder::open(root.path()).unwrap();
        let outcome = folder.put(&file(name, Some("1"), body)).unwrap();
        let copies = folder.copies();
        folder.finish().unwrap();
        (outcome, copies.len(), fs::read_to_string(&path).unwrap())
    };
    let last = "> The last passage of all is long enough.\n\n*Harbours*";
    let body = |n: u8| format!("> The first passage {n}.\n\n> The second passage.\n\n{last}");
    let end = format!("Harbours*\n\n{YOURS}\n\nMine.\n");
    put(&body(1));
    let change = |with: &dyn Fn(String) -> String| {
        let text = with(fs::read_to_string(&path).unwrap());
        fs::write(&path, &text).unwrap();
        text
    };
    let edited = change(&|text| text.replace("first", "1st").replace('\n', "\r\n") + "\r\nMine.\r\n");
    let (outcome, copies, now) = put(&body(2));
    assert_eq!((outcome, copies), (Outcome::Kept, 1));
    assert!(now.ends_with(&end) && !now.contains("1st"), "{now}");
    assert_eq!(fs::read_to_string(root.path().join("articles/a.md~")).unwrap(), edited);
    // What was typed above the line of an earlier time too.
    change(&|text| text.replace("second", "2nd").replace(YOURS, &format!("More.\n\n{YOURS}")));
    let (_, copies, now) = put(&body(2));
    assert_eq!(copies, 1);
    assert!(now.ends_with(&format!("{YOURS}\n\nMore.\n\n\nMine.\n")), "{now}");
    // Not where the last lines were changed, come twice, or were moved above others: the copy has all.
    for with in [
        |text: String| text.replace("last", "final") + "\nMine.\n",
        |text: String| {
            let last = "> The last passage of all is long enough.\n\n*Harbours*";
            format!("{}\nMine.\n\n{last}\n", text.replace("second", "2nd"))
        },
        |text: String| {
            let last = "> The last passage of all is long enough.\n\n*Harbours*";
            text.replace(last, "").replacen("> The first", &format!("{last}\n\n> The first"), 1)
        },
    ] {
        fs::remove_file(&path).unwrap();
        put(&body(3));
        change(&with);
        let (outcome, copies, now) = put(&body(4));
        assert_eq!((outcome, copies), (Outcome::Written, 1), "{now}");
        assert_eq!(now, file(name, Some("1"), &body(4)).content);
    }
}
