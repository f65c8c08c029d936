//! The language that words are in, where nothing says it: by their script, where only one language has that, else by how many
//! of them are among the commonest of a language. Nothing where it is not certain.

use std::collections::HashMap;

/// Letters that are looked at, and of which there are so many at least that are not told by words.
const LETTERS: usize = 6000;
const FEWEST: usize = 40;
/// One letter of so many that is of Japan makes Chinese ones Japanese.
const KANA: usize = 20;
/// Words that are looked at, and at least.
const WORDS: usize = 1200;
const FEW: usize = 40;
/// One word of so many is among the commonest of its language at least. Of those that another language has not, there are so
/// many, and so many times those that the other has and this has not.
const SHARE: usize = 7;
const TOLD: usize = 4;
const LEAD: usize = 2;

/// Scripts of one language each, by their code points.
const SCRIPTS: &[(&str, u32, u32)] = &[
    ("el", 0x370, 0x3ff),
    ("el", 0x1f00, 0x1fff),
    ("hy", 0x530, 0x58f),
    ("he", 0x590, 0x5ff),
    ("pa", 0xa00, 0xa7f),
    ("gu", 0xa80, 0xaff),
    ("ta", 0xb80, 0xbff),
    ("te", 0xc00, 0xc7f),
    ("kn", 0xc80, 0xcff),
    ("ml", 0xd00, 0xd7f),
    ("si", 0xd80, 0xdff),
    ("th", 0xe00, 0xe7f),
    ("lo", 0xe80, 0xeff),
    ("my", 0x1000, 0x109f),
    ("ka", 0x10a0, 0x10ff),
    ("ko", 0x1100, 0x11ff),
    ("km", 0x1780, 0x17ff),
    ("ja", 0x3040, 0x30ff),
    ("ko", 0x3130, 0x318f),
    ("zh", 0x3400, 0x4dbf),
    ("zh", 0x4e00, 0x9fff),
    ("ko", 0xac00, 0xd7af),
];

/// The commonest words of languages, those left out that neighbours have as well. Some stand here only so that they are not
/// taken for their neighbours.
const COMMON: &[(&str, &str)] = &[
    (
        "en",
        "the of and to that was for with is it his her at be this from by had not are but which have were",
    ),
    (
        "de",
        "der die und das den ist nicht sich mit dem ein eine auf für von zu im auch wird werden aus bei nach sie",
    ),
    (
        "fr",
        "de la à le les des et est une du dans pour que qui sur pas au ce il elle sont aux ont cette par plus mais",
    ),
    (
        "es",
        "de la que el los las del y una en por con para se como su más pero al fue son sus ha ese esta muy sin",
    ),
    (
        "it",
        "e la il di che è per una del della non con sono gli nel dei si le alla anche ha più al dal delle come",
    ),
    (
        "pt",
        "de que e a o os as do da não em uma um dos das para com no na por mais ao foi pelo são seu sua também",
    ),
    ("nl", "de het een van en is dat niet zijn op te voor met die aan ook er maar om naar bij wordt uit nog"),
    ("sv", "och att det som är på inte av för med den till ett var har han jag om så men från kan när"),
    ("da", "og at det er af ikke den til på med en som der for har de et fra var han jeg også blev efter"),
    ("nb", "og å det er av ikke den til på med en som for har de et fra var han jeg også ble etter ved"),
    ("nn", "og å det er av ikkje den til på med ein som for har dei eit frå var han eg også vart etter ved"),
    ("fi", "ja on ei että se oli ovat mutta kun hän myös joka niin kuin mukaan ole sen tai jo nyt sekä"),
    ("is", "og að er í á sem það ekki við til um var með hann en af fyrir hefur þau því eru þá"),
    ("pl", "w i na z się nie do to że jest o jak po co od za był przez dla tym już tylko są ale"),
    ("cs", "a v se na je že o s z do to i by za jako pro ale byl jsem jeho jsou při také však"),
    ("sk", "a v sa na je že o s z do to aj by za ako pre ale bol som jeho sú pri tiež však"),
    ("hu", "a az és hogy nem is egy volt meg csak ez de azt mint már még el ha vagy van lesz nagy"),
    ("ro", "și de în la a cu că nu pe este din o un care mai sunt pentru au fost se sau lui dar"),
    ("tr", "ve bir bu da de için ile olarak çok daha gibi kadar olan ne sonra ama en var değil her"),
    (
        "id",
        "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga adalah ke karena oleh ada saya kata",
    ),
    (
        "ms",
        "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga adalah ke kerana oleh ada saya kata ialah",
    ),
    ("ca", "el la els les de i a que en amb per una del és no dels al va com més però seva han"),
    ("gl", "o a os as do da de e que non en unha un dos das para con no na por máis ao foi seu súa"),
    ("ru", "и в не на что с он как это по но из его за от то к для она так был было уже бы"),
    ("uk", "і в не на що з він як це по але із його за від до для вона та був було вже є"),
    ("be", "і ў не на што з ён як гэта па але яго за ад да для яна так быў было ўжо ці"),
    ("bg", "и в не на че с той как това по но от за да се са е ще към при до който беше"),
    ("sr", "и у не на што је са он као то по али из за од да се су би који био све"),
    (
        "ar",
        "في من على أن إلى التي عن مع هذا الذي هذه ما كان لا كما بعد بين أو قد حتى وفي ومن وقال هو هي لم كانت عليه ذلك",
    ),
    ("fa", "در و به از که این را با است برای آن یک خود تا کرد بر هم شد می های"),
    ("ur", "کے میں کی ہے اور سے کا کو اس نے پر ہیں کہ یہ بھی ایک تھا گیا کر لیے"),
];

/// The tag of the language of a text.
pub(super) fn told(text: &str) -> Option<&'static str> {
    let mut letters: HashMap<&str, usize> = HashMap::new();
    let mut all = 0;
    for c in text.chars().filter(|c| c.is_alphabetic()).take(LETTERS) {
        let code = u32::from(c);
        all += 1;
        if let Some((tag, ..)) = SCRIPTS.iter().find(|(_, from, to)| (*from..=*to).contains(&code)) {
            *letters.entry(tag).or_default() += 1;
        }
    }
    if all < FEWEST {
        return None;
    }
    let count = |tag: &str| letters.get(tag).copied().unwrap_or_default();
    let (kana, chinese) = (count("ja"), count("zh"));
    // Korean has Chinese letters among its own, as Japanese has.
    if kana + chinese > all / 2 && count("ko") * KANA < all {
        return Some(if kana * KANA >= kana + chinese { "ja" } else { "zh" });
    }
    let most = letters.into_iter().max_by_key(|(_, count)| *count);
    match most {
        Some((tag, count)) if count > all / 2 => Some(tag),
        // Words of one script among those of another.
        Some((_, count)) if count > all / 4 => None,
        _ => by_words(text),
    }
}

fn by_words(text: &str) -> Option<&'static str> {
    let parted = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let words: Vec<String> = parted.take(WORDS).map(str::to_lowercase).collect();
    if words.len() < FEW {
        return None;
    }
    let mut said: HashMap<&str, usize> = HashMap::new();
    for word in &words {
        *said.entry(word).or_default() += 1;
    }
    let count = |words: &str, other: &str| {
        let words = words.split(' ').filter(|word| !other.split(' ').any(|theirs| theirs == *word));
        words.map(|word| said.get(word).copied().unwrap_or_default()).sum::<usize>()
    };
    let (most, (tag, common)) =
        COMMON.iter().map(|one| (count(one.1, ""), one)).max_by_key(|(count, _)| *count)?;
    let is_told_from = |(_, theirs): &&(&str, &str)| {
        let own = count(common, theirs);
        own >= TOLD && own >= LEAD * count(theirs, common)
    };
    let mut others = COMMON.iter().filter(|(other, _)| other != tag);
    (most * SHARE >= words.len() && others.all(|other| is_told_from(&other))).then_some(*tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_one_language_tell_it() {
        for (text, tag) in [
            ("一九二三年冬天，河水结了冰，镇上的人都走在冰上。", Some("zh")),
            ("一九二三年の冬、川は凍り、町の人はみな氷の上を歩いた。", Some("ja")),
            ("천구백이십삼년 겨울에 강이 얼어 마을 사람들이 모두 얼음 위를 걸었다.", Some("ko")),
            ("Τον χειμώνα το ποτάμι πάγωσε και όλοι περπατούσαν πάνω στον πάγο.", Some("el")),
            ("בחורף קפא הנהר וכל אנשי העיר הלכו על הקרח.", Some("he")),
            ("ฤดูหนาวแม่น้ำเป็นน้ำแข็งและชาวเมืองเดินบนน้ำแข็ง", Some("th")),
            // As many letters of another script, and of too few none.
            ("一九二三年冬天河水结了冰镇上的人都走 the river froze and they walked", None),
            ("河水结了冰", None),
        ] {
            let repeated = if text.len() > 20 { text.repeat(3) } else { text.to_owned() };
            assert_eq!(told(&repeated), tag, "{text}");
        }
    }

    #[test]
    fn common_words_tell_a_language_and_few_do_not() {
        for (text, tag) in [
            (
                "The river froze in the winter and all of them walked on the ice, which was as thick as it had been before",
                "en",
            ),
            (
                "Im Winter fror der Fluss zu und die Leute gingen auf dem Eis, das nicht so dick war wie sonst in den Jahren",
                "de",
            ),
            (
                "En hiver la rivière a gelé et les gens de la ville sont allés sur la glace, qui était plus épaisse que dans les années",
                "fr",
            ),
            (
                "En invierno el río se heló y la gente del pueblo iba por el hielo, que era más grueso que en los años del abuelo",
                "es",
            ),
            (
                "In inverno il fiume gelò e la gente della città andava sul ghiaccio, che era più spesso di quello degli anni del nonno",
                "it",
            ),
            (
                "In de winter vroor de rivier dicht en de mensen van het dorp liepen over het ijs, dat niet zo dik was als het jaar voor dat",
                "nl",
            ),
            (
                "Зимой река замёрзла, и все они ходили по льду, но это было не так, как в те годы, что он помнил, и его не было",
                "ru",
            ),
        ] {
            let long = [text, text, text].join(". ");
            assert_eq!(told(&long), Some(tag), "{text}");
            assert_eq!(told(text.split_at(20).0), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_language_of_these_is_none() {
        for text in [
            // Irish, Albanian, Kazakh, and names.
            "Bhí an abhainn reoite sa gheimhreadh agus shiúil muintir an bhaile ar an oighear gan eagla ar bith orthu",
            "Lumi ngriu në dimër dhe njerëzit e qytetit ecnin mbi akull, që ishte më i trashë se në vitet e tjera",
            "Қыста өзен қатып қалды, қала тұрғындары мұздың үстімен жүрді, балалар қуанып күлді",
            "Anna Weiss, Peter Müller, John Doe, Jane Roe, Ann Poe, Hans Groß, Lee Fox, Sam Poe, Ada Brill, Nina Holm",
        ] {
            assert_eq!(told(&[text, text, text, text].join(". ")), None, "{text}");
        }
    }
}
