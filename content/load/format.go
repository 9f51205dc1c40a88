package load

import (
	"cmp"
	"fmt"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// format is a form that a string can have, named in the struct tags of package
// content.
type format struct {
	// check says what is wrong with a string, or nil.
	check func(string) error
	// pattern is the same for the JSON Schema, as far as a pattern can say it.
	pattern string
}

var formats = map[string]format{
	"uuid":     {checkUUID, `^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`},
	"slug":     {checkSlug, slugPattern},
	"https":    {checkHTTPS, `^https://`},
	"language": {checkLanguage, `^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`},
	"timezone": {checkTimeZone, `^([A-Za-z_]+/[A-Za-z0-9_+/-]+|UTC)$`},
	"email":    {checkEmail, `^[^@ ]+@[^@ ]+[.][^@ ]+$`},
	"orcid":    {checkORCID, `^([0-9]{4}-){3}[0-9]{3}[0-9X]$`},
	"doi":      {checkDOI, `^10[.][0-9]{4,9}/[^ ]+$`},
	"csl":      {checkType, `^(` + strings.Join(cslTypes, "|") + `)$`},
	"text":     {checkText, `^posts/[^/]+[.]md$`},
	"document": {checkDocument, `^(https://|files/[^/]+$)`},
	"picture":  {checkPicture, `^files/[^/]+[.](jpe?g|png|webp)$`},
	"time":     {checkTime, `^([01][0-9]|2[0-3]):[0-5][0-9]$`},
}

// datePattern is for content.Date, which has a type of its own.
const datePattern = `^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`

func checkUUID(s string) error {
	id, err := uuid.Parse(s)
	if err != nil || id.String() != s {
		return fmt.Errorf("%q is not a UUID (want 32 lower-case hexadecimal digits as 8-4-4-4-12)", s)
	}
	return nil
}

// noSlug stands in a message for a slug that cannot be made of the letters.
const noSlug = "my-entry"

const slugPattern = `^[a-z0-9]+(-[a-z0-9]+)*$`

var slug = regexp.MustCompile(slugPattern)

func checkSlug(s string) error {
	if !slug.MatchString(s) {
		return fmt.Errorf("%q is not a slug (want lower-case letters, digits and single hyphens, such as %q)", s, cmp.Or(proposeSlug(s), noSlug))
	}
	if len(s) > mostSlug {
		return fmt.Errorf("%q is longer than the %d letters that a slug can have, which names files (want another, such as %q)", s, mostSlug, ShortSlug(s))
	}
	return nil
}

// mostSlug is how long a slug may be. File systems take names of up to 255 bytes,
// with what they end in.
const mostSlug = 200

// proposeSlug is a slug much like s, or "" if there are no letters in it that a
// slug can have.
func proposeSlug(s string) string {
	// What other languages write for a letter, and then letters without marks.
	plain := norm.NFKD.String(asWritten.Replace(strings.ToLower(norm.NFC.String(s))))
	plain = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, plain)
	return strings.Join(strings.FieldsFunc(plain, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
}

var asWritten = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "æ", "ae", "œ", "oe", "ø", "oe", "å", "aa", "þ", "th", "ð", "d", "ł", "l", "đ", "d", "ı", "i", "’", "", "'", "")

func checkHTTPS(s string) error {
	u, err := url.Parse(s)
	switch {
	case err != nil, strings.ContainsAny(s, " <>\"\\^`{|}"):
		return fmt.Errorf("%q is not an address", s)
	case u.Scheme != "https":
		return fmt.Errorf("%q is not an https address (want https://…)", s)
	case u.Host == "" || u.User != nil || !strings.Contains(u.Hostname(), "."):
		return fmt.Errorf("%q has no proper host (want https://host/path)", s)
	}
	return nil
}

func checkLanguage(s string) error {
	tag, err := language.Parse(s)
	if err != nil || tag.String() != s {
		return fmt.Errorf("%q is not a language tag (want BCP 47, such as en or pt-BR)", s)
	}
	return nil
}

func checkTimeZone(s string) error {
	// "Local" would be another zone on each machine.
	if _, err := time.LoadLocation(s); err != nil || s == "Local" {
		return fmt.Errorf("%q is not a time zone (want an IANA name, such as Europe/Prague)", s)
	}
	return nil
}

func checkTime(s string) error {
	if _, err := time.Parse("15:04", s); err != nil || len(s) != len("15:04") {
		return fmt.Errorf("%q is not a time of day (want HH:MM, from 00:00 to 23:59)", s)
	}
	return nil
}

var textName = regexp.MustCompile(`^posts/[^./\\][^/\\]*[.]md$`)

// checkText wants the name of a file of Markdown in the folder posts.
func checkText(s string) error {
	if !textName.MatchString(s) {
		return fmt.Errorf("%q is not the name of a text (want posts/name.md)", s)
	}
	return nil
}

// checkDocument wants an https address or a file.
func checkDocument(s string) error {
	if name, isFile := strings.CutPrefix(s, "files/"); isFile && !strings.Contains(name, "/") {
		return nil
	}
	if err := checkHTTPS(s); err != nil {
		return fmt.Errorf("%w, or files/name.pdf", err)
	}
	return nil
}

func checkPicture(s string) error {
	if name, isFile := strings.CutPrefix(s, "files/"); !isFile || strings.Contains(name, "/") {
		return fmt.Errorf("%q is no file (want files/name.jpg)", s)
	}
	return nil
}

func checkEmail(s string) error {
	if a, err := mail.ParseAddress(s); err != nil || a.Address != s || !strings.Contains(s[strings.LastIndexByte(s, '@'):], ".") {
		return fmt.Errorf("%q is not an address for e-mail (want name@host)", s)
	}
	return nil
}

var orcid = regexp.MustCompile(`^([0-9]{4}-){3}[0-9]{3}[0-9X]$`)

// checkORCID wants the form and the check digit (ISO/IEC 7064, MOD 11-2).
func checkORCID(s string) error {
	wrong := !orcid.MatchString(s)
	if !wrong {
		sum := 0
		for _, digit := range strings.ReplaceAll(s[:len(s)-1], "-", "") {
			sum = (sum + int(digit-'0')) * 2
		}
		wrong = s[len(s)-1] != "0123456789X"[(12-sum%11)%11]
	}
	if wrong {
		return fmt.Errorf("%q is not an ORCID iD (want 0000-0000-0000-0000 with the right last digit)", s)
	}
	return nil
}

var doi = regexp.MustCompile(`^10[.][0-9]{4,9}/\S+$`)

func checkDOI(s string) error {
	if !doi.MatchString(s) {
		return fmt.Errorf("%q is not a DOI (want the name alone, such as 10.1000/182)", s)
	}
	return nil
}

// cslTypes are the types of work that a publication can be (CSL 1.0.2).
var cslTypes = []string{"article", "article-journal", "article-magazine", "article-newspaper", "book", "chapter",
	"dataset", "paper-conference", "post-weblog", "report", "review", "software", "standard", "thesis", "webpage"}

func checkType(s string) error {
	if !slices.Contains(cslTypes, s) {
		return fmt.Errorf("%q is not a type of publication%s", s, didYouMean(s, cslTypes))
	}
	return nil
}
