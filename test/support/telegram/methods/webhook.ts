import { badRequest } from '../api-error.ts';
import type { Method } from '../backend.ts';

const PORTS = new Set(['', '443', '80', '88', '8443']);
const CONFLICT = 'Conflict: terminated by setWebhook request';

/**
 * Like the real server, except that plain http and any port are taken on a loopback address (as a local Bot
 * API server does), because tests have no certificate.
 */
export const setWebhook: Method = (backend, params) => {
  const url = params.string('url');
  backend.updates.allow(params);
  if (params.boolean('drop_pending_updates')) backend.updates.clear();
  if (url === '') {
    backend.webhook = undefined;
    backend.updates.webhookUrl = '';
    return true;
  }
  checkAddress(url);
  const secretToken = params.string('secret_token');
  if (secretToken.length > 256) throw badRequest('secret token is too long');
  if (!/^[A-Za-z0-9_-]*$/.test(secretToken)) throw badRequest('secret token contains unallowed characters');
  backend.webhook = { url, secretToken, maxConnections: params.integer('max_connections', 40, 1, 100) };
  backend.updates.webhookUrl = url;
  backend.updates.terminate(CONFLICT);
  return true;
};

function checkAddress(url: string): void {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw badRequest('invalid webhook URL specified');
  }
  if (/^(127\.|localhost$|\[::1\])/.test(parsed.hostname)) return;
  if (parsed.protocol !== 'https:') {
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  }
  if (!PORTS.has(parsed.port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
}

export const deleteWebhook: Method = (backend, params) => {
  if (params.boolean('drop_pending_updates')) backend.updates.clear();
  backend.webhook = undefined;
  backend.updates.webhookUrl = '';
  return true;
};

export const getWebhookInfo: Method = (backend) => ({
  url: backend.webhook?.url ?? '',
  has_custom_certificate: false,
  pending_update_count: backend.updates.pendingCount,
  max_connections: backend.webhook?.maxConnections,
  last_error_date: backend.webhook?.lastErrorAt && Math.floor(backend.webhook.lastErrorAt / 1000),
  last_error_message: backend.webhook?.lastErrorMessage,
  allowed_updates: backend.updates.allowedUpdates,
});
