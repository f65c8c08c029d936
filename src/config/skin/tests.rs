use super::*;
use crate::skin::READABLE;

/// What carries meaning besides letters: signs and rules.
const SIGN: f64 = 3.0;

fn file(name: &str, text: &str) -> SkinFile {
    SkinFile { name: name.into(), path: format!("skins/{name}.toml"), text: text.into() }
}

#[test]
fn the_built_in_skins_are_without_mistake_and_name_every_role() {
    let skins = built_in();
    for ((name, text), skin) in BUILT_IN.into_iter().zip(&skins) {
        let (read, mistakes) = read(name, name, text, &skins);
        assert_eq!(mistakes, [], "{name}");
        assert_eq!(read, *skin, "{name}");
        for role in Role::ALL {
            assert!(text.contains(&format!("\n{} = \"", role.name())), "{name}: {}", role.name());
        }
    }
}

/// Grounds that a skin's plain text may stand on.
fn grounds(skin: &Skin) -> Vec<Rgb> {
    match (skin.paint, skin.kind) {
        (true, _) => vec![skin.ground],
        (_, Kind::Dark) => vec![skin.ground, Rgb(0, 0, 0), Rgb(0x1e, 0x1e, 0x1e)],
        (_, Kind::Light) => vec![skin.ground, Rgb(255, 255, 255), Rgb(0xf0, 0xf0, 0xf0)],
        (_, Kind::Any) => Vec::new(),
    }
}

type Shown = fn(Rgb) -> Rgb;

/// What terminals of 24 bits and of 256 colours make of a colour.
fn depths() -> [(&'static str, Shown); 2] {
    [("24 bits", |rgb| rgb), ("256 colours", |rgb| Rgb::of_index(rgb.indexed()))]
}

#[test]
fn roles_are_readable_on_every_ground() {
    for skin in built_in() {
        let least = skin.contrast;
        assert!(least >= READABLE);
        for (depth, shown) in depths() {
            for role in Role::ALL {
                let paint = skin.role(*role);
                let rgb = |ink: Option<Ink>| match ink {
                    Some(Ink::True(rgb, _)) => Some(shown(rgb)),
                    Some(Ink::Named(name)) => panic!("{name:?} looks as the terminal likes"),
                    None => None,
                };
                let ink = rgb(paint.ink).unwrap_or(shown(skin.ink));
                let grounds = rgb(paint.ground).map_or_else(|| grounds(&skin), |ground| vec![ground]);
                let needed = if *role == Role::Rule { SIGN } else { least };
                for ground in grounds {
                    let is = ink.contrast(ground);
                    assert!(
                        is >= needed,
                        "{} {}: {ink} on {ground} is {is:.2}, {depth}",
                        skin.name,
                        role.name()
                    );
                }
            }
        }
    }
}

#[test]
fn passages_and_names_of_themes_of_any_colour_are_readable() {
    let steps = [0, 51, 102, 153, 204, 255];
    let cube =
        steps.into_iter().flat_map(|r| steps.into_iter().flat_map(move |g| steps.map(|b| Rgb(r, g, b))));
    let colors: Vec<Rgb> = cube.collect();
    let with_hues: Vec<Skin> = built_in().into_iter().filter(|skin| skin.hues).collect();
    assert_eq!(with_hues.len(), 3, "all but mono");
    for skin in with_hues {
        for (depth, shown) in depths() {
            for color in &colors {
                for inside in 1..=4 {
                    let ground = shown(skin.passage_ground(*color, inside, &shown));
                    let is = ground.contrast(shown(skin.ink));
                    assert!(is >= skin.contrast, "{} {color} at {inside}: {is:.2}, {depth}", skin.name);
                }
                let ink = shown(skin.theme_ink(*color, &shown));
                for ground in grounds(&skin) {
                    let is = ink.contrast(ground);
                    // The 256 colours are a coarse net: a ground between two of them costs a little.
                    assert!(
                        is >= skin.contrast * 0.97,
                        "{} {color}: {ink} on {ground} {is:.2}, {depth}",
                        skin.name
                    );
                }
            }
        }
    }
}

#[test]
fn a_skin_says_only_what_differs() {
    let files = [
        file("sea", "inherit = \"night\"\n[roles]\naccent = \"#00aaff bold\"\n"),
        file("night", "inherit = \"high-contrast\"\ntint = 20\n[roles]\nerror = \"red on white\"\n"),
    ];
    let (skins, mistakes) = all(&files);
    assert_eq!(mistakes, []);
    let names: Vec<&str> = skins.iter().map(|skin| skin.name.as_str()).collect();
    assert_eq!(names, ["dark", "light", "mono", "high-contrast", "night", "sea"]);
    let sea = skins.last().expect("the last");
    assert_eq!((sea.tint, sea.paint), (20, true));
    assert_eq!(sea.role(Role::Accent).ink, Some(Ink::True(Rgb(0, 0xaa, 0xff), Named::Blue)));
    assert_eq!(sea.role(Role::Error).ground, Some(Ink::Named(Named::White)));
}

#[test]
fn mistakes_in_skins_are_named_and_the_rest_holds() {
    let text = "inherit = \"drak\"\nkind = \"drk\"\nink = \"#12\"\ntint = 101\npant = true\nhues = 1\ncontrast = 99\n\
                [roles]\naccnt = \"bold\"\naccent = \"#00aaff  blod\"\ndim = \"red blue\"\nerror = 3\ngood = \"#010203/gren\"\nlink = \"italic\"\n";
    let (skins, mistakes) = all(&[file("my", text)]);
    let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"));
    let mine = skins.last().expect("the last");
    assert_eq!((mine.name.as_str(), mine.role(Role::Link).mods), ("my", Mods::ITALIC));
    let dark = skins.first().expect("the first");
    assert_eq!(mine.role(Role::Accent), dark.role(Role::Accent), "a role with a mistake is left alone");
}

#[test]
fn skins_that_build_on_each_other_end_somewhere() {
    let files = [
        file("a", "inherit = \"b\""),
        file("b", "inherit = \"a\""),
        file("dark", "inherit = \"dark\"\ntint = 9"),
    ];
    let (skins, mistakes) = all(&files);
    assert_eq!(skins.len(), 6);
    assert_eq!(mistakes.len(), 1, "{mistakes:?}");
    assert_eq!(skins.first().map(|dark| dark.tint), Some(9));
}
