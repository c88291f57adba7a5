// allauth's scripts talk to the browser about passkeys. When that fails they dispatch `allauth.error`, and this file
// says on the page, in words, what happened and what to do. The sentences are for people, so they name no exception.

const SENTENCES = {
  NotAllowedError: 'The passkey was not used: it was cancelled, or it took too long. Try again when you are ready.',
  InvalidStateError: 'This device already holds a passkey for your account. Use that one, or choose another device.',
  NotSupportedError: 'This device cannot make the kind of passkey that Candour needs. Try another device.',
  ConstraintError: 'This device has no PIN, fingerprint or face set up, so it cannot make this passkey.',
  SecurityError: 'Passkeys do not work at the address in your browser’s bar. Open Candour at its usual address.'
}
const OTHERWISE = 'The passkey did not work. Try again, or use your password and a code instead.'
const NOT_IN_THIS_BROWSER = 'This browser cannot use passkeys.'

export function explainPasskeyProblems () {
  const place = document.querySelector('[data-passkey-problem]')
  if (!place) {
    return
  }
  if (!window.PublicKeyCredential) {
    say(place, NOT_IN_THIS_BROWSER)
    document.querySelectorAll('[data-passkey-button]').forEach((button) => { button.disabled = true })
  }
  document.addEventListener('allauth.error', (event) => {
    event.preventDefault()
    say(place, SENTENCES[event.detail.exception.name] ?? OTHERWISE)
  })
}

function say (place, sentence) {
  const paragraph = document.createElement('p')
  paragraph.className = 'govuk-error-message'
  paragraph.textContent = sentence
  place.replaceChildren(paragraph)
}
