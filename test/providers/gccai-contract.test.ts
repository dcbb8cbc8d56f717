import { silentLogger } from '../../src/core/ports/logger.ts';
import { GccaiProvider } from '../../src/providers/gccai/gccai-provider.ts';
import { imageProviderContract } from '../contracts/image-provider-contract.ts';
import { GccaiStandIn } from '../support/gateways/gccai.ts';

imageProviderContract({
  name: 'gccai',
  startGateway: (options) => new GccaiStandIn(options).start(),
  createProvider: (config) => new GccaiProvider(config, { now: Date.now, logger: silentLogger }),
});
