/**
 * The chat app around the page, where there is one: Telegram opens the painter as a Mini App. Its script is not loaded;
 * the few events that are needed are posted as it would post them.
 * https://core.telegram.org/api/web-events and https://core.telegram.org/api/bots/webapps
 */
export interface ChatApp {
  /** What proves who opened the page; undefined in a plain browser. */
  readonly launchData: string | undefined;
  /** Takes the whole height, and keeps downward strokes from closing the page. */
  begin(): void;
  close(): void;
}

interface NativeProxy {
  postEvent(type: string, data: string): void;
}

declare global {
  interface Window {
    readonly TelegramWebviewProxy?: NativeProxy;
  }
}

const launchData = new URLSearchParams(location.hash.slice(1)).get('tgWebAppData') ?? undefined;
/** Where a page in a frame may speak to: the app that it was launched from. */
const frameOrigin = 'https://web.telegram.org';

export const chatApp: ChatApp = {
  launchData,
  begin() {
    if (launchData === undefined) return;
    post('web_app_ready');
    post('web_app_expand');
    post('web_app_setup_swipe_behavior', { allow_vertical_swipe: false });
  },
  close() {
    if (launchData !== undefined) post('web_app_close');
  },
};

function post(eventType: string, eventData: object = {}): void {
  if (window.TelegramWebviewProxy)
    window.TelegramWebviewProxy.postEvent(eventType, JSON.stringify(eventData));
  else if (window.parent !== window)
    window.parent.postMessage(JSON.stringify({ eventType, eventData }), frameOrigin);
}
