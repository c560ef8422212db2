import { JSDOM } from 'jsdom';

/**
 * Grafana's libraries look for a page while they are imported. To be imported before them by a test that needs Node's
 * own globals for a server: only what they look for is there.
 */
const { window } = new JSDOM('', { url: 'http://localhost/' });
const page = { window, document: window.document, navigator: window.navigator, localStorage: window.localStorage };
for (const [name, value] of Object.entries(page)) {
  Object.defineProperty(globalThis, name, { value, configurable: true });
}
