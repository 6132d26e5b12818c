import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { pageOf, WIDTHS } from './page.mjs'

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const COLOURS = 64

/** What is drawn of each summary. A phone's screen has more dots than pixels. */
const VIEWS = [
  { name: 'light', theme: 'light', width: WIDTHS.wide, dots: 1 },
  { name: 'dark', theme: 'dark', width: WIDTHS.wide, dots: 1 },
  { name: 'phone', theme: 'light', width: WIDTHS.phone, dots: 1.5 },
  { name: 'phone-dark', theme: 'dark', width: WIDTHS.phone, dots: 1.5 },
]

/**
 * Draws summaries into `<name>-<view>.png`.
 * @param summaries Markdown by name
 * @param height pixels at the most, from the top
 * @throws Error where a Mermaid block cannot be drawn
 */
export async function draw(summaries, { folder, modules, scratch, chromium, height, views }) {
  const require = createRequire(join(modules, 'x.js'))
  const browser = await require('playwright-core').chromium.launch({ executablePath: chromium, args: QUIET })
  try {
    for (const [name, markdown] of Object.entries(summaries)) {
      for (const { name: view, theme, width, dots } of VIEWS.filter((view) => views.includes(view.name))) {
        const file = join(scratch, `${name}-${view}.html`)
        await writeFile(file, pageOf(markdown, { modules, theme }))
        const page = await browser.newPage({ viewport: { width, height: 200 }, deviceScaleFactor: dots })
        await page.goto(pathToFileURL(file).href)
        await page.waitForFunction('window.isDrawn', undefined, { timeout: 60_000 })
        const faults = await page.evaluate('window.faults')
        if (faults.length > 0) throw new Error(`${name}: ${faults.join('\n')}`)
        const whole = await page.evaluate('Math.ceil(document.querySelector("article").offsetHeight)')
        await page.setViewportSize({ width, height: Math.min(whole, height) })
        const shot = await page.screenshot()
        await writeFile(join(folder, `${name}-${view}.png`), fewerColours(shot, require('upng-js')))
        await page.close()
      }
    }
  } finally {
    await browser.close()
  }
}

/** A page has few colours: with a palette its picture is of a third of the bytes. */
function fewerColours(png, upng) {
  const picture = upng.decode(png)
  return Buffer.from(upng.encode(upng.toRGBA8(picture), picture.width, picture.height, COLOURS))
}
