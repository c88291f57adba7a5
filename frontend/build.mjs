// Builds the two doors' styles, scripts and images into build/static/candour. Run by `npm run build`.

import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'
import { compile } from 'sass'

const frontend = dirname(fileURLToPath(import.meta.url))
const root = dirname(frontend)
const output = join(root, 'build', 'static', 'candour')
const doors = ['staff', 'portal']

// Deprecations in other people's Sass are theirs to mend; warnings about our own are shown.
function sayIfOurs (message, { span, stack = '' }) {
  const where = span?.url?.pathname ?? stack.split('\n')[0]
  if (!where.includes('node_modules')) {
    console.warn(`${message}\n${where}`)
  }
}

rmSync(output, { recursive: true, force: true })
mkdirSync(output, { recursive: true })

for (const door of doors) {
  const { css } = compile(join(frontend, 'styles', `${door}.scss`), {
    loadPaths: [root, join(root, 'node_modules')], // MOJ's Sass names its neighbours from the root
    style: 'compressed',
    quietDeps: true,
    logger: { warn: sayIfOurs }
  })
  writeFileSync(join(output, `${door}.css`), css)
}

await build({
  entryPoints: doors.map((door) => join(frontend, 'scripts', `${door}.mjs`)),
  outdir: output,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2020',
  logLevel: 'warning',
  legalComments: 'none'
})

cpSync(join(frontend, 'images'), output, { recursive: true })
