import type { DeliveryChannel } from '../../core/ports/delivery-channel.ts';

/** The web chat's page fetches its outcomes itself: a delivery is made by being stored. */
export function createWebDelivery(): DeliveryChannel {
  return {
    platform: 'web',
    deliver: () => Promise.resolve({ messages: [] }),
    paceOf: () => undefined,
    showProgress: () => Promise.resolve({ edited: false }),
  };
}
