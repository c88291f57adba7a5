// The staff door. Every page works without this file, except passkeys, which are a matter of scripts by nature.

import { Alert } from '@ministryofjustice/frontend/moj/components/alert/alert.mjs'
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { Checkboxes } from 'govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { NotificationBanner } from 'govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs'
import { PasswordInput } from 'govuk-frontend/dist/govuk/components/password-input/password-input.mjs'
import { Radios } from 'govuk-frontend/dist/govuk/components/radios/radios.mjs'
import { SkipLink } from 'govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs'

import { keepUpToDate } from './live.mjs'
import { logMatters } from './log.mjs'
import { explainPasskeyProblems } from './passkeys.mjs'
import { showWhoElse } from './presence.mjs'
import { walkRows } from './rows.mjs'
import { start } from './start.mjs'

start([Alert, Button, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, SkipLink])
explainPasskeyProblems()
keepUpToDate()
logMatters()
walkRows()
showWhoElse()
