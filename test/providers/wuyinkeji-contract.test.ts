import { silentLogger } from '../../src/core/ports/logger.ts';
import { WuyinkejiProvider } from '../../src/providers/wuyinkeji/wuyinkeji-provider.ts';
import { imageProviderContract } from '../contracts/image-provider-contract.ts';
import { WuyinkejiStandIn } from '../support/gateways/wuyinkeji.ts';

imageProviderContract({
  name: 'wuyinkeji',
  startGateway: (options) => new WuyinkejiStandIn(options).start(),
  createProvider: (config) => new WuyinkejiProvider(config, { now: Date.now, logger: silentLogger }),
});
