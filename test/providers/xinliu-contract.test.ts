import { silentLogger } from '../../src/core/ports/logger.ts';
import { XinliuProvider } from '../../src/providers/xinliu/xinliu-provider.ts';
import { imageProviderContract } from '../contracts/image-provider-contract.ts';
import { XinliuStandIn } from '../support/gateways/xinliu.ts';

imageProviderContract({
  name: 'xinliu',
  startGateway: (options) => new XinliuStandIn(options).start(),
  createProvider: (config) => new XinliuProvider(config, { now: Date.now, logger: silentLogger }),
  // The work fails inside the paid call, as a 500: nobody can tell that from a lost picture.
  exceptions: { 'late fault': 'submission-unknown' },
});
