//! PDFs: read by `pdftotext` where it is installed, and by a stand-in where it is not, with the same end.

use std::fmt::Write as _;
use std::process::Command as Process;

use super::{Cli, lines};

/// Pages of lines, each with its place (points from the left and from the top) and its size.
type Pages = Vec<Vec<(u32, u32, u32, String)>>;

fn history() -> Pages {
    let texts: [&[&str]; 3] = [
        &[
            "It was late when the last of the boats came in, and the men on the",
            "quay had gone home by then, as nobody paid them to wait. So the crew",
            "made her fast as well as they could, and said what is not fit to be writ-",
        ],
        &[
            "ten down. The harbour master came at dawn and asked for the papers,",
            "which were in order, and for the licence, which was not.",
        ],
        &["The ferry lay there for a year. Nobody knew why it had been left, and", "nobody asked."],
    ];
    let page = |(n, text): (u32, &[&str])| {
        let mut lines =
            vec![(72, 40, 9, "A history of boats".to_owned()), (520, 40, 9, (245 + n).to_string())];
        lines.extend(text.iter().zip(0..).map(|(line, at)| (72, 100 + 14 * at, 11, (*line).to_owned())));
        lines
    };
    (0..).zip(texts).map(page).collect()
}

/// The pages as a PDF in Helvetica.
fn pdf(pages: &Pages) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        "<< /Title (Boats of the far bank) /Author (Ana Osei) /CreationDate (D:20170712100000Z) >>"
            .to_owned(),
    ];
    let mut kids = String::new();
    for page in pages {
        let mut drawn = String::new();
        for (left, top, size, text) in page {
            let _ = writeln!(drawn, "BT /F1 {size} Tf {left} {} Td ({text}) Tj ET", 842 - top - size);
        }
        let number = objects.len() + 1;
        let _ = write!(kids, "{number} 0 R ");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            number + 1
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{drawn}endstream", drawn.len()));
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len());
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(out.len());
        let _ = write!(out, "{number} 0 obj\n{object}\nendobj\n");
    }
    let start = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(
        out,
        "trailer\n<< /Size {} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{start}\n%%EOF\n",
        places.len() + 1
    );
    out.into_bytes()
}

/// The pages as `pdftotext -bbox-layout` prints them, about.
fn printed(pages: &Pages) -> String {
    let mut out = "<doc>\n".to_owned();
    for page in pages {
        out.push_str("<page width=\"595.0\" height=\"842.0\">\n");
        for (left, top, size, text) in page {
            let (mut at, size) = (f64::from(*left), f64::from(*size));
            out.push_str("<line>\n");
            for word in text.split(' ') {
                let letter = |c: char| if "iljtfr.,".contains(c) { 0.28 } else { 0.53 };
                let width = size * word.chars().map(letter).sum::<f64>();
                let (top, bottom) = (f64::from(*top), f64::from(*top) + size);
                let _ = writeln!(
                    out,
                    "<word xMin=\"{at:.6}\" yMin=\"{top:.6}\" xMax=\"{:.6}\" yMax=\"{bottom:.6}\">{word}</word>",
                    at + width
                );
                at += width + size * 0.28;
            }
            out.push_str("</line>\n");
        }
        out.push_str("</page>\n");
    }
    out + "</doc>\n"
}

/// A script that prints what a file below the working folder says.
fn stand_in(cli: &Cli, name: &str, prints: &str) {
    cli.write(&format!("{name}.out"), prints);
    cli.write(
        &format!("{name}.sh"),
        format!("#!/bin/sh\nexec cat '{}'\n", cli.path(&format!("{name}.out")).display()),
    );
    // By another process: a file that this one has had open for writing may be busy in a child.
    let made = Process::new("/bin/sh")
        .args(["-c", "cat \"$0.sh\" >\"$0\" && chmod 700 \"$0\""])
        .arg(cli.path(name))
        .status();
    assert!(made.unwrap().success());
}

/// Settings by which PDFs are read: by the programs that are here, if they are wanted and there, else by
/// stand-ins that print what those would.
fn settings(cli: &Cli, pages: &Pages, real: bool) {
    let is_here = |name: &str| {
        let found = Process::new("/bin/sh").args(["-c", &format!("command -v {name}")]).output().unwrap();
        Some(String::from_utf8(found.stdout).unwrap().trim().to_owned()).filter(|path| path.starts_with('/'))
    };
    let here = is_here("pdftotext").zip(is_here("pdfinfo")).filter(|_| real);
    let (text, info) = here.unwrap_or_else(|| {
        stand_in(cli, "text", &printed(pages));
        stand_in(
            cli,
            "info",
            "Title:  Boats of the far bank\nAuthor:  Ana Osei\nCreationDate:   2017-07-12T10:00:00Z\n",
        );
        (cli.path("text").display().to_string(), cli.path("info").display().to_string())
    });
    cli.write("settings.toml", format!("[pdf]\npdftotext = \"{text}\"\npdfinfo = \"{info}\"\n"));
}

#[test]
fn a_pdf_is_an_article_with_its_pages() {
    for real in [true, false] {
        let cli = Cli::new();
        let pages = history();
        settings(&cli, &pages, real);
        cli.write("in/boats.pdf", pdf(&pages));
        let import = |source| lines(&cli.ok(["import", "--json", "--config", "settings.toml", source]));
        // A folder is searched for them too.
        let imported = import("in");
        assert_eq!(imported[0]["outcome"], "added", "{imported:?}");
        assert_eq!(import("in/boats.pdf")[0]["outcome"], "unchanged");
        let shown = &cli.json(["show", "Boats of the far bank"])[0];
        assert_eq!((shown["format"].as_str(), shown["byline"].as_str()), (Some("pdf"), Some("Ana Osei")));
        assert_eq!(shown["published"], "2017-07-12");
        let text: Vec<char> = shown["text"].as_str().unwrap().chars().collect();
        let pages: Vec<(String, String)> = shown["pages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|page| {
                let start = usize::try_from(page["start"].as_u64().unwrap()).unwrap();
                (page["label"].as_str().unwrap().to_owned(), text[start..].iter().take(8).collect())
            })
            .collect();
        let of = |label: &str, start: &str| (label.to_owned(), start.to_owned());
        assert_eq!(
            pages,
            [of("245", "A histor"), of("246", "ten down"), of("247", "A histor")],
            "{real}: {shown}"
        );
        let furniture =
            shown["blocks"].as_array().unwrap().iter().filter(|block| block["furniture"] == true).count();
        assert_eq!(furniture, 6);
        let quote = "The harbour master came at dawn";
        let made = &cli.json(["annotate", "Boats of the far bank", "--quote", quote, "--theme", "Papers"])[0];
        assert_eq!((made["page"].as_str(), made["paragraph"].as_u64()), (Some("246"), Some(1)));
        assert!(cli.ok(["annotations"]).contains(" · p. 246 · ¶1 · "));
        let export = cli.ok(["export", "--by", "theme", "--theme", "Papers"]);
        assert!(
            export.contains("\np. 246 · ¶1 · ") && export.contains("\n(Osei, 2017, p. 246)\n"),
            "{export}"
        );
        let keyed = cli.ok(["export", "--by", "theme", "--theme", "Papers", "--citekeys"]);
        assert!(keyed.contains("\n[@osei2017, p. 246]\n"), "{keyed}");
        // Its page goes with an annotation that moves.
        let id = made["id"].to_string();
        let start = text.iter().collect::<String>().find("It was late").unwrap();
        let moved = &cli.json(["amend", &id, "--span", &format!("{start}..{}", start + 11)])[0];
        assert_eq!(moved["page"], "245");
        cli.ok(["undo"]);
        assert_eq!(cli.json(["annotations"])[0]["page"], "246");
    }
}

#[test]
fn what_pdftotext_complains_of_is_told_beside_the_text() {
    let cli = Cli::new();
    settings(&cli, &history(), false);
    let script =
        cli.read("text.sh").replace("exec ", "printf 'Syntax Error (9): \\033[31mbad xref\\n' >&2; exec ");
    cli.write("text.sh", script);
    let made = Process::new("/bin/sh").args(["-c", "cat \"$0.sh\" >\"$0\""]).arg(cli.path("text")).status();
    assert!(made.unwrap().success());
    cli.write("boats.pdf", pdf(&history()));
    let import = || lines(&cli.ok(["import", "--json", "--config", "settings.toml", "boats.pdf"]));
    let told = "“Syntax Error (9): ␛[31mbad xref”";
    for outcome in ["added", "unchanged"] {
        let imported = import();
        assert_eq!(imported[0]["outcome"], outcome);
        assert!(imported[0]["remark"].as_str().is_some_and(|remark| remark.contains(told)), "{imported:?}");
        assert!(cli.ok(["report"]).contains(told));
    }
}

#[test]
fn a_pdf_that_cannot_be_read_says_why_and_what_to_do() {
    let cli = Cli::new();
    cli.write("boats.pdf", pdf(&history()));
    let none = cli.fails(1, ["import", "boats.pdf"]);
    assert!(none.contains("postil: boats.pdf: ") && none.contains("poppler-utils"), "{none}");
    settings(&cli, &vec![Vec::new(), Vec::new()], false);
    let pictures = cli.fails(1, ["import", "--config", "settings.toml", "boats.pdf"]);
    assert!(pictures.contains("its 2 pages are pictures") && pictures.contains("ocrmypdf"), "{pictures}");
    // Of what is no PDF the name is not believed.
    cli.write("notes.pdf", "It is a note, and nothing else.\n");
    let added = &cli.json(["import", "notes.pdf"])[0];
    assert_eq!(added["outcome"], "added");
    let id = added["article"]["id"].to_string();
    assert_eq!(cli.json(["show", &id])[0]["pages"], serde_json::json!([]));
}
