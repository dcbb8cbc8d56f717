import type { RegionView } from '../../region/region-view.ts';
import type { RegionChoice } from '../components/region-editor.tsx';
import { chatApp } from '../region/chat-app.ts';
import { randomKey } from '../state/random-key.ts';
import { ask } from './client.ts';

/** This page's address is its right to ask; a copy of the page elsewhere is somebody else. */
const address = location.pathname;
const sender = randomKey();

/** The picture to paint on. @throws ApiError */
export function openRegion(): Promise<RegionView> {
  return ask<RegionView>(`${address}/session`, { headers: proof() });
}

/** Hands the region in; safe to repeat from the same page. @throws ApiError */
export async function sendRegion({ prompt, region }: RegionChoice): Promise<void> {
  const body = new FormData();
  body.append('prompt', prompt);
  body.append('mask', region.mask, 'mask.png');
  await ask<{ sent: true }>(address, {
    method: 'POST',
    body,
    headers: { 'idempotency-key': sender, ...proof() },
  });
}

function proof(): Record<string, string> {
  const { launchData } = chatApp;
  return launchData === undefined ? {} : { 'x-launch-data': launchData };
}
