//! Colours for themes, told apart by readers with any kind of colour vision.

use super::Rgb;

/// Chosen so that each is as far as may be from those before it in the eyes of all four kinds of
/// readers (a test says how far).
pub const PALETTE: [Rgb; 16] = [
    Rgb(0x00, 0x77, 0xbb),
    Rgb(0xff, 0x77, 0x11),
    Rgb(0x66, 0x44, 0x22),
    Rgb(0xff, 0xbb, 0xaa),
    Rgb(0x44, 0xdd, 0xff),
    Rgb(0x88, 0x11, 0x55),
    Rgb(0x88, 0x99, 0x55),
    Rgb(0xaa, 0xdd, 0x66),
    Rgb(0x55, 0x33, 0xbb),
    Rgb(0xdd, 0x77, 0xaa),
    Rgb(0x99, 0x77, 0xff),
    Rgb(0xcc, 0x33, 0x00),
    Rgb(0x88, 0xaa, 0xff),
    Rgb(0xaa, 0x55, 0x66),
    Rgb(0xbb, 0x33, 0x88),
    Rgb(0xcc, 0xdd, 0x44),
];

/// What the colours of the palette are called, in their order.
const NAMES: [&str; 16] = [
    "blue", "orange", "brown", "pale pink", "sky blue", "wine red", "olive", "light green", "violet", "rose",
    "lavender", "red", "pale blue", "dusky pink", "magenta", "yellow-green",
];

/// What `#rrggbb` is called: by its name in the palette, else as it is written.
pub fn called(color: &str) -> &str {
    let place = Rgb::parse(color).and_then(|rgb| PALETTE.iter().position(|one| *one == rgb));
    place.and_then(|at| NAMES.get(at)).copied().unwrap_or(color)
}

/// The colour that is meant by `#rrggbb`, or by its number in the palette, from 1.
pub fn meant(text: &str) -> Option<Rgb> {
    let text = text.trim();
    let numbered = |n: usize| PALETTE.get(n.checked_sub(1)?).copied();
    Rgb::parse(text).or_else(|| numbered(text.parse().ok()?))
}

/// How light reaches the eye: as it is, and with protanopia, deuteranopia and tritanopia, after
/// Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
/// Deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009, at their
/// severity 1.0. They work on linear red, green and blue.
const EYES: [[[f64; 3]; 3]; 4] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

/// How different two colours look to the readers to whom they look most alike: the distance in
/// CIE L*a*b* (ΔE of 1976), of which 2.3 is just noticeable.
pub fn difference(a: Rgb, b: Rgb) -> f64 {
    EYES.iter()
        .map(|eye| {
            let (a, b) = (lab(seen(eye, a)), lab(seen(eye, b)));
            a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
        })
        .fold(f64::INFINITY, f64::min)
}

/// The colour for a new theme: that of the palette which differs most from those in use, until all
/// are in use; then the one that the fewest have. `used` are different colours, each with how many have it.
/// Once the palette is in use, none are compared.
pub fn next_color(used: &[(Rgb, u64)]) -> Rgb {
    let times = |color: Rgb| used.iter().find(|(other, _)| *other == color).map_or(0, |(_, times)| *times);
    let free = PALETTE.into_iter().filter(|color| times(*color) == 0);
    let nearest =
        |color: Rgb| used.iter().map(|(other, _)| difference(color, *other)).fold(f64::INFINITY, f64::min);
    let mut best: Option<(f64, Rgb)> = None;
    for color in free {
        let far = nearest(color);
        // The first of equals stays.
        if best.is_none_or(|(most, _)| far > most) {
            best = Some((far, color));
        }
    }
    let fewest = || PALETTE.into_iter().min_by_key(|color| times(*color));
    best.map(|(_, color)| color).or_else(fewest).unwrap_or(Rgb(0x00, 0x77, 0xbb))
}

fn seen(eye: &[[f64; 3]; 3], color: Rgb) -> [f64; 3] {
    let light = color.linear();
    eye.map(|row| row.iter().zip(light).map(|(share, part)| share * part).sum::<f64>().clamp(0.0, 1.0))
}

/// Linear red, green and blue in CIE L*a*b*, the white being that of sRGB.
#[expect(clippy::many_single_char_names, reason = "these are the names that the definition gives")]
fn lab([r, g, b]: [f64; 3]) -> [f64; 3] {
    let root = |t: f64| if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 };
    let x = root((0.412_456_4 * r + 0.357_576_1 * g + 0.180_437_5 * b) / 0.950_47);
    let y = root(0.212_672_9 * r + 0.715_152_2 * g + 0.072_175 * b);
    let z = root((0.019_333_9 * r + 0.119_192 * g + 0.950_304_1 * b) / 1.088_83);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeds;

    fn least(colors: &[Rgb]) -> f64 {
        let pairs =
            colors.iter().enumerate().flat_map(|(i, a)| colors.iter().skip(i + 1).map(move |b| (a, b)));
        pairs.map(|(a, b)| difference(*a, *b)).fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn the_colours_of_the_palette_have_names_and_others_are_written() {
        assert_eq!(
            (called("#0077bb"), called("#CCDD44"), called("#123456")),
            ("blue", "yellow-green", "#123456")
        );
        let names: std::collections::BTreeSet<&str> = NAMES.into();
        assert_eq!(names.len(), PALETTE.len());
    }

    #[test]
    fn the_first_of_the_palette_differ_for_every_reader() {
        let (eight, twelve) = (least(&PALETTE[..8]), least(&PALETTE[..12]));
        assert!(eight > 24.0, "{eight}");
        assert!(twelve > 20.0, "{twelve}");
        assert!(least(&PALETTE) > 14.0, "{}", least(&PALETTE));
    }

    #[test]
    fn a_difference_is_that_of_the_reader_who_sees_least_of_it() {
        let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
        assert!((difference(black, white) - 100.0).abs() < 0.1);
        // A red and a green that readers without red or green cones confuse.
        assert!(difference(Rgb(0x8f, 0x6a, 0x20), Rgb(0x70, 0x80, 0x20)) < 15.0);
    }

    fn once(colors: &[Rgb]) -> Vec<(Rgb, u64)> {
        colors.iter().map(|color| (*color, 1)).collect()
    }

    #[test]
    fn new_themes_look_like_none_that_is_there() {
        let mut used: Vec<Rgb> =
            seeds::themes().unwrap().iter().filter_map(|theme| Rgb::parse(&theme.color)).collect();
        assert_eq!(used.len(), seeds::themes().unwrap().len());
        assert!(least(&used) > 20.0, "the starters: {}", least(&used));
        for least in [20.0, 20.0, 18.0] {
            let next = next_color(&once(&used));
            for other in &used {
                assert!(difference(next, *other) > least, "{next} beside {other}");
            }
            used.push(next);
        }
        let mut all = PALETTE.to_vec();
        assert_eq!(next_color(&[]), PALETTE[0]);
        all.swap_remove(5);
        assert_eq!(next_color(&once(&all)), PALETTE[5], "each is used before any is used again");
        let twice: Vec<_> =
            PALETTE.iter().map(|color| (*color, if *color == PALETTE[7] { 1 } else { 2 })).collect();
        assert_eq!(next_color(&twice), PALETTE[7]);
    }
}
