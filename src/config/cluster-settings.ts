import { freeText, httpUrl, objectPrefix, oneOf, wholeNumber, word } from './schemas.ts';
import type { Setting } from './setting.ts';

/** What several machines need: a store that more than one process reaches, and originals that all of them see. */
export const clusterSettings = {
  REDIS_SENTINEL: {
    section: 'Several machines',
    about:
      'Name of the primary that Redis Sentinel watches; REDIS_URL then names the sentinels (redis://one:26379,two:26379).',
    example: 'mymaster',
    unset: 'REDIS_URL names the store itself',
    schema: word(),
  },
  REDIS_SENTINEL_PASSWORD: {
    section: 'Several machines',
    about: 'Password of the sentinels themselves, where they have one.',
    example: 'password-of-the-sentinels',
    unset: 'they have none',
    secret: true,
    schema: word(),
  },
  REDIS_CLUSTER: {
    section: 'Several machines',
    about: 'true: REDIS_URL names nodes of a Redis Cluster (redis://one:6379,two:6379).',
    example: 'false',
    default: 'false',
    schema: oneOf(['true', 'false']),
  },
  REDIS_CA_FILE: {
    section: 'Several machines',
    about: 'PEM file of the authority that signed the certificate of a rediss:// store.',
    example: './redis-ca.pem',
    unset: 'the authorities that Node trusts',
    schema: freeText(),
  },
  S3_BUCKET: {
    section: 'Several machines',
    about:
      'Bucket of an S3-compatible store for the originals; processes that have it need not share DATA_DIR.',
    example: 'limner',
    unset: 'originals lie under DATA_DIR',
    schema: word(),
  },
  S3_ENDPOINT: {
    section: 'Several machines',
    about: 'Address of the S3-compatible store.',
    example: 'http://minio:9000',
    unset: 'that of AWS in S3_REGION',
    schema: httpUrl(),
  },
  S3_REGION: {
    section: 'Several machines',
    about: 'Region of the bucket.',
    example: 'us-east-1',
    default: 'us-east-1',
    schema: word(),
  },
  S3_ACCESS_KEY_ID: {
    section: 'Several machines',
    about: 'Id of the key for the bucket.',
    example: 'your-key-id',
    unset: 'must be set with S3_BUCKET',
    secret: true,
    schema: word(),
  },
  S3_SECRET_ACCESS_KEY: {
    section: 'Several machines',
    about: 'The key itself.',
    example: 'your-secret-access-key',
    unset: 'must be set with S3_BUCKET',
    secret: true,
    schema: word(),
  },
  S3_PATH_STYLE: {
    section: 'Several machines',
    about: 'true: the bucket is the first part of the path, as most stores other than AWS want it.',
    example: 'true',
    unset: 'true where S3_ENDPOINT is set',
    schema: oneOf(['true', 'false']),
  },
  S3_PREFIX: {
    section: 'Several machines',
    about: 'Begins the name of every object, for a bucket that others use too.',
    example: 'limner/',
    unset: 'nothing',
    schema: objectPrefix(),
  },
  S3_CACHE_MB: {
    section: 'Several machines',
    about: 'Megabytes of originals that a machine keeps under DATA_DIR to work with.',
    example: '1024',
    default: '1024',
    schema: wholeNumber(50, 1_000_000),
  },
} as const satisfies Record<string, Setting>;
