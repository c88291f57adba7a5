// The public door: a way out by keyboard, and nothing that could watch anybody.

import { ExitThisPage } from 'govuk-frontend/dist/govuk/components/exit-this-page/exit-this-page.mjs'
import { SkipLink } from 'govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs'

import { start } from './start.mjs'

start([SkipLink, ExitThisPage])
