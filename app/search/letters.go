package search

import (
	"strings"
	"unicode/utf8"
)

// The base letters of Latin letters with marks, by code point. A point stands
// for a character that has none. The Unicode tables say the same and weigh two
// hundred kilobytes; a test compares them with what is here.
const (
	latin = "" +
		"aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y" +
		"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllll." +
		".llnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs" +
		"................................oo.............uu..............." +
		".............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa..oo" +
		"aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............" +
		"................"
	latinAdditional = "" +
		"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm" +
		"mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv" +
		"wwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee" +
		"eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......"
)

const (
	latinFirst           = '\u00C0'
	latinAdditionalFirst = '\u1E00'
)

// latinBase is the base of a Latin letter with marks, '.' if r is none.
func latinBase(r rune) byte {
	if i := int(r - latinFirst); 0 <= i && i < len(latin) {
		return latin[i]
	}
	if i := int(r - latinAdditionalFirst); 0 <= i && i < len(latinAdditional) {
		return latinAdditional[i]
	}
	return '.'
}

// others are small letters that mean the same as those that follow each: they
// have marks, or are the form of a letter in an old encoding or in one place of
// a word.
const others = "" +
	// Superscripts, subscripts and numbers in circles.
	"²2 ³3 µμ ¹1 ⁰0 ⁱi ⁴4 ⁵5 ⁶6 ⁷7 ⁸8 ⁹9 ⁿn ₀0 ₁1 ₂2 ₃3 ₄4 ₅5 ₆6 ₇7 ₈8 ₉9 ₐa " +
	"ₑe ₒo ₓx ₔə ₕh ₖk ₗl ₘm ₙn ₚp ₛs ₜt ①1 ②2 ③3 ④4 ⑤5 ⑥6 ⑦7 ⑧8 ⑨9 ⑩10 ⑪11 " +
	"⑫12 ⑬13 ⑭14 ⑮15 ⑯16 ⑰17 ⑱18 ⑲19 ⑳20 " +
	// Greek with accents and the sigma of ends; Cyrillic.
	"ʹʹ ΐι άα έε ήη ίι ΰυ ςσ ϊι ϋυ όο ύυ ώω ϐβ ϑθ ϒυ ϓυ ϔυ ϕφ ϖπ ϰκ ϱρ ϲσ ϵε " +
	"йи ѐе ёе ѓг їі ќк ѝи ўу ѷѵ ӂж ӑа ӓа ӗе ӛә ӝж ӟз ӣи ӥи ӧо ӫө ӭэ ӯу ӱу ӳу " +
	"ӵч ӹы ἀα ἁα ἂα ἃα ἄα ἅα ἆα ἇα ἐε ἑε ἒε ἓε ἔε ἕε ἠη ἡη ἢη ἣη ἤη ἥη ἦη ἧη " +
	"ἰι ἱι ἲι ἳι ἴι ἵι ἶι ἷι ὀο ὁο ὂο ὃο ὄο ὅο ὐυ ὑυ ὒυ ὓυ ὔυ ὕυ ὖυ ὗυ ὠω ὡω " +
	"ὢω ὣω ὤω ὥω ὦω ὧω ὰα άα ὲε έε ὴη ήη ὶι ίι ὸο όο ὺυ ύυ ὼω ώω ᾀα ᾁα ᾂα ᾃα " +
	"ᾄα ᾅα ᾆα ᾇα ᾐη ᾑη ᾒη ᾓη ᾔη ᾕη ᾖη ᾗη ᾠω ᾡω ᾢω ᾣω ᾤω ᾥω ᾦω ᾧω ᾰα ᾱα ᾲα ᾳα " +
	"ᾴα ᾶα ᾷα ιι ῂη ῃη ῄη ῆη ῇη ῐι ῑι ῒι ΐι ῖι ῗι ῠυ ῡυ ῢυ ΰυ ῤρ ῥρ ῦυ ῧυ ῲω " +
	"ῳω ῴω ῶω ῷω " +
	// Arabic: alef, waw and yeh without hamza, teh marbuta, and Persian letters.
	"آا أا ؤو إا ئي ةه ىي ٱا ٵاٴ ٶوٴ ٷۇٴ ٸيٴ کك ھه ۀه ہه ۂه یي ېي ۓے ەه " +
	// Letterlike symbols and Roman numbers.
	"ℂc ℇɛ ℊg ℋh ℌh ℍh ℎh ℏħ ℐi ℑi ℒl ℓl ℕn ℙp ℚq ℛr ℜr ℝr ℤz ℨz ℬb ℭc ℯe ℰe " +
	"ℱf ℳm ℴo ℵא ℶב ℷג ℸד ℹi ℼπ ℽγ ℾγ ℿπ ⅅd ⅆd ⅇe ⅈi ⅉj ⅰi ⅱii ⅲiii ⅳiv ⅴv " +
	"ⅵvi ⅶvii ⅷviii ⅸix ⅹx ⅺxi ⅻxii ⅼl ⅽc ⅾd ⅿm " +
	// Letters of Hangul on their own.
	"ㄱᄀ ㄲᄁ ㄳᆪ ㄴᄂ ㄵᆬ ㄶᆭ ㄷᄃ ㄸᄄ ㄹᄅ ㄺᆰ ㄻᆱ ㄼᆲ ㄽᆳ ㄾᆴ ㄿᆵ ㅀᄚ ㅁᄆ ㅂᄇ ㅃᄈ ㅄᄡ ㅅᄉ ㅆᄊ ㅇᄋ ㅈᄌ " +
	"ㅉᄍ ㅊᄎ ㅋᄏ ㅌᄐ ㅍᄑ ㅎᄒ ㅏᅡ ㅐᅢ ㅑᅣ ㅒᅤ ㅓᅥ ㅔᅦ ㅕᅧ ㅖᅨ ㅗᅩ ㅘᅪ ㅙᅫ ㅚᅬ ㅛᅭ ㅜᅮ ㅝᅯ ㅞᅰ ㅟᅱ ㅠᅲ " +
	"ㅡᅳ ㅢᅴ ㅣᅵ " +
	// Ligatures.
	"ﬀff ﬁfi ﬂfl ﬃffi ﬄffl ﬅst ﬆst " +
	// Arabic in the forms that letters have in words.
	"ﭖپ ﭗپ ﭘپ ﭙپ ﭺچ ﭻچ ﭼچ ﭽچ ﮊژ ﮋژ ﮌڑ ﮍڑ ﮎك ﮏك ﮐك ﮑك ﮒگ ﮓگ ﮔگ ﮕگ ﯼي ﯽي ﯾي ﯿي " +
	"ﺀ ﺁا ﺂا ﺃا ﺄا ﺅو ﺆو ﺇا ﺈا ﺉي ﺊي ﺋي ﺌي ﺍا ﺎا ﺏب ﺐب ﺑب ﺒب ﺓه ﺔه ﺕت ﺖت ﺗت " +
	"ﺘت ﺙث ﺚث ﺛث ﺜث ﺝج ﺞج ﺟج ﺠج ﺡح ﺢح ﺣح ﺤح ﺥخ ﺦخ ﺧخ ﺨخ ﺩد ﺪد ﺫذ ﺬذ ﺭر ﺮر ﺯز " +
	"ﺰز ﺱس ﺲس ﺳس ﺴس ﺵش ﺶش ﺷش ﺸش ﺹص ﺺص ﺻص ﺼص ﺽض ﺾض ﺿض ﻀض ﻁط ﻂط ﻃط ﻄط ﻅظ ﻆظ ﻇظ " +
	"ﻈظ ﻉع ﻊع ﻋع ﻌع ﻍغ ﻎغ ﻏغ ﻐغ ﻑف ﻒف ﻓف ﻔف ﻕق ﻖق ﻗق ﻘق ﻙك ﻚك ﻛك ﻜك ﻝل ﻞل ﻟل " +
	"ﻠل ﻡم ﻢم ﻣم ﻤم ﻥن ﻦن ﻧن ﻨن ﻩه ﻪه ﻫه ﻬه ﻭو ﻮو ﻯي ﻰي ﻱي ﻲي ﻳي ﻴي ﻵلا ﻶلا " +
	"ﻷلا ﻸلا ﻹلا ﻺلا ﻻلا ﻼلا " +
	// Half-width katakana.
	"ｦヲ ｧァ ｨィ ｩゥ ｪェ ｫォ ｬャ ｭュ ｮョ ｯッ ｰー ｱア ｲイ ｳウ ｴエ ｵオ ｶカ ｷキ ｸク ｹケ ｺコ ｻサ ｼシ ｽス " +
	"ｾセ ｿソ ﾀタ ﾁチ ﾂツ ﾃテ ﾄト ﾅナ ﾆニ ﾇヌ ﾈネ ﾉノ ﾊハ ﾋヒ ﾌフ ﾍヘ ﾎホ ﾏマ ﾐミ ﾑム ﾒメ ﾓモ ﾔヤ ﾕユ " +
	"ﾖヨ ﾗラ ﾘリ ﾙル ﾚレ ﾛロ ﾜワ ﾝン ﾞ\u3099 ﾟ\u309A "

// folds are the others, by letter.
var folds = readFolds()

func readFolds() map[rune]string {
	all := make(map[rune]string)
	for _, entry := range strings.Fields(others) {
		r, size := utf8.DecodeRuneInString(entry)
		all[r] = entry[size:]
	}
	return all
}

// zeros are the digits of zero; the others follow each.
const zeros = "٠۰०০૦๐໐༠၀០"

// digit is the ASCII digit that means the same, 0 if r is no digit.
func digit(r rune) byte {
	switch {
	case '𝟎' <= r && r <= '𝟿':
		return '0' + byte((r-'𝟎')%10)
	case r < '٠' || r > '៩':
		return 0
	}
	for _, zero := range zeros {
		if zero <= r && r <= zero+9 {
			return '0' + byte(r-zero)
		}
	}
	return 0
}

// silent reports whether people write a mark or a letter as they please: accents
// on Latin, Greek and Cyrillic letters, the vowels and the hamza of Arabic and
// the points of Hebrew, and what chooses between forms of a character. In other
// scripts, a mark is as good as a letter.
func silent(r rune) bool {
	return '\u0300' <= r && r <= '\u036F' || '\u0483' <= r && r <= '\u0487' ||
		'\u0591' <= r && r <= '\u05C7' || '\u0610' <= r && r <= '\u061A' ||
		r == 'ء' || r == 'ـ' || '\u064B' <= r && r <= '\u065F' || r == '\u0670' ||
		'\u06D6' <= r && r <= '\u06ED' && r != '\u06DD' && r != '\u06DE' && r != '\u06E9' ||
		'\u1DC0' <= r && r <= '\u1DFF' || '\u1AB0' <= r && r <= '\u1AFF' ||
		'\u20D0' <= r && r <= '\u20FF' || '\uFE00' <= r && r <= '\uFE2F' || r >= '\U000E0100'
}

// appendVoiced appends a mark of kana, by which a letter becomes another one:
// that of voicing the next, that of half voicing the one after it.
func appendVoiced(b []byte, mark rune) []byte {
	kana, size := utf8.DecodeLastRune(b)
	at := kana
	if 'ァ' <= kana && kana <= 'ヶ' {
		at += 'ぁ' - 'ァ'
	}
	voiced := strings.ContainsRune("かきくけこさしすせそたちつてと", at)
	aspirated := strings.ContainsRune("はひふへほ", at)
	switch {
	case at == 'う' && mark == '\u3099':
		kana += 'ゔ' - 'う'
	case mark == '\u3099' && (voiced || aspirated):
		kana++
	case mark == '\u309A' && aspirated:
		kana += 2
	default:
		return utf8.AppendRune(b, mark)
	}
	return utf8.AppendRune(b[:len(b)-size], kana)
}

// appendHangul appends the letters of a syllable (The Unicode Standard, 3.12),
// so that one that is still being typed is the beginning of the whole.
func appendHangul(b []byte, syllable rune) []byte {
	const vowels, ends = 21, 28
	i := syllable - '가'
	b = utf8.AppendRune(b, 'ᄀ'+i/(vowels*ends))
	b = utf8.AppendRune(b, 'ᅡ'+i%(vowels*ends)/ends)
	if end := i % ends; end > 0 {
		b = utf8.AppendRune(b, 'ᆨ'+end-1)
	}
	return b
}
