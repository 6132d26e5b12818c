import { pathToFileURL } from 'node:url'

/** The width of GitHub's column on a wide screen, and of a phone, in CSS pixels. */
export const WIDTHS = { wide: 1012, phone: 390 }

/** What GitHub lets through of HTML that stands in Markdown, as far as a summary could use it. */
const TAGS = 'h1 h2 h3 h4 h5 h6 p br hr b i strong em code pre a ul ol li blockquote del sub sup span'
const MORE_TAGS = 'table thead tbody tr th td details summary img kbd samp div'
const ATTRIBUTES = ['align', 'href', 'lang', 'open', 'src', 'alt', 'title', 'start']

/**
 * @param markdown a job summary
 * @param modules where script/picturing/package.json is installed
 * @returns a page that draws it as GitHub does: GFM, its sanitizer, its alerts, its Mermaid
 */
export function pageOf(markdown, { modules, theme }) {
  const at = (path) => pathToFileURL(`${modules}/${path}`).href
  const text = JSON.stringify(markdown).replaceAll('<', '\\u003c')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="${at('@fontsource/noto-sans/400.css')}">
<link rel="stylesheet" href="${at('@fontsource/noto-sans/600.css')}">
<link rel="stylesheet" href="${at(`github-markdown-css/github-markdown-${theme}.css`)}">
<style>
  body { margin: 0; background: ${theme === 'dark' ? '#0d1117' : '#ffffff'} }
  article { box-sizing: border-box; max-width: ${WIDTHS.wide}px; padding: 24px }
  @media (max-width: 767px) { article { padding: 16px } }
  .markdown-body pre[lang=mermaid] { background: none; padding: 0; text-align: center }
</style>
<article class="markdown-body"></article>
<script src="${at('marked/lib/marked.umd.js')}"></script>
<script src="${at('dompurify/dist/purify.min.js')}"></script>
<script src="${at('mermaid/dist/mermaid.min.js')}"></script>
<script type="module">
  const article = document.querySelector('article')
  const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const code = ({ text, lang }) => '<pre lang="' + (lang ?? '').replaceAll('"', '') + '"><code>' + escape(text) + '</code></pre>'
  marked.use({ gfm: true, renderer: { code } })
  article.innerHTML = DOMPurify.sanitize(marked.parse(${text}), {
    ALLOWED_TAGS: ${JSON.stringify(`${TAGS} ${MORE_TAGS}`.split(' '))},
    ALLOWED_ATTR: ${JSON.stringify(ATTRIBUTES)},
  })
  for (const quote of article.querySelectorAll(':scope > blockquote')) {
    const first = quote.firstElementChild
    const [whole, kind] = /^\\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\\]\\s*\\n/.exec(first?.textContent ?? '') ?? []
    if (!kind) continue
    first.innerHTML = first.innerHTML.slice(first.innerHTML.indexOf('\\n') + 1)
    const title = kind[0] + kind.slice(1).toLowerCase()
    quote.outerHTML = '<div class="markdown-alert markdown-alert-' + title.toLowerCase() + '"><p class="markdown-alert-title">' + title + '</p>' + quote.innerHTML + '</div>'
  }
  mermaid.initialize({ startOnLoad: false, theme: '${theme === 'dark' ? 'dark' : 'default'}', securityLevel: 'strict' })
  const drawings = [...article.querySelectorAll('pre[lang=mermaid]')]
  window.faults = []
  for (const [n, pre] of drawings.entries()) {
    try {
      pre.innerHTML = (await mermaid.render('drawing' + n, pre.textContent, pre)).svg
    } catch (error) {
      window.faults.push(String(error))
    }
  }
  await document.fonts.ready
  window.isDrawn = true
</script>
`
}
