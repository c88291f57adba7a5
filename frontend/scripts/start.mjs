// What both doors do first: tell the styles that scripts run, then start the components that are on the page.

import { createAll } from 'govuk-frontend/dist/govuk/init.mjs'

export function start (components) {
  document.body.classList.add('js-enabled')
  if ('noModule' in HTMLScriptElement.prototype) {
    document.body.classList.add('govuk-frontend-supported')
    components.forEach((component) => createAll(component))
  }
}
