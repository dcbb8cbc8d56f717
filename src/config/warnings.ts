import ipaddr from 'ipaddr.js';
import { keyVariable, prefixOf } from './choices.ts';
import { keyedProviderIds, type ProviderId } from './setting.ts';
import type { SettingValues } from './settings.ts';

/** Sentences about settings that are allowed but probably not meant. */
export function warningsOf(values: SettingValues, order: readonly ProviderId[]): string[] {
  const warnings: string[] = [];
  if (!isLoopback(values.HOST) && !values.WEB_PASSWORD) {
    warnings.push(
      `HOST is ${values.HOST} and WEB_PASSWORD is unset: other machines reach only /media, /hooks, /healthz and /readyz. Set WEB_PASSWORD to open the web chat to them.`,
    );
  }
  if (values.WEB_PASSWORD && values.WEB_PASSWORD.length < 8) {
    warnings.push(
      'WEB_PASSWORD is shorter than 8 characters. Choose a longer one before others can reach it.',
    );
  }
  if (values.SECRET_KEY && values.SECRET_KEY.length < 32) {
    warnings.push('SECRET_KEY is shorter than 32 characters. Write a longer random one, or unset it.');
  }
  if (values.S3_BUCKET && values.REDIS_URL && !values.SECRET_KEY) {
    warnings.push(
      'SECRET_KEY is unset: every DATA_DIR makes a key of its own, and links signed by one machine are refused by another. Set the same SECRET_KEY everywhere.',
    );
  }
  const chat = values.CHAT_BASE_URL;
  if (chat?.startsWith('http:') && values.CHAT_API_KEY && !isLoopback(new URL(chat).hostname)) {
    warnings.push(
      'CHAT_BASE_URL is an http address: the key travels unencrypted. Write https where the server has it.',
    );
  }
  for (const id of keyedProviderIds) {
    const prefix = prefixOf(id);
    if (!values[`${prefix}_API_KEY`]) continue;
    if (!order.includes(id)) {
      warnings.push(
        `${keyVariable(id)} is set, but PROVIDERS does not name ${id}; the gateway is off. Add it to PROVIDERS to use it.`,
      );
    }
    if (
      values[`${prefix}_BASE_URL`].some(
        (url) => url.startsWith('http:') && !isLoopback(new URL(url).hostname),
      )
    ) {
      warnings.push(
        `${prefix}_BASE_URL holds an http address: the key travels unencrypted. Write https where the gateway has it.`,
      );
    }
  }
  return warnings;
}

function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  if (bare === 'localhost' || bare.endsWith('.localhost')) return true;
  return ipaddr.isValid(bare) && ipaddr.process(bare).range() === 'loopback';
}
