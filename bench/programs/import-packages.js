// The floor of a start: the same packages as the program, and nothing done with them. Plain JavaScript, as the program is.
await Promise.all(
  [
    '@discordjs/core',
    '@discordjs/rest',
    '@fastify/cookie',
    '@fastify/multipart',
    '@fastify/rate-limit',
    '@fastify/static',
    '@streamparser/json',
    'bullmq',
    'discord.js',
    'dotenv',
    'eventsource-parser',
    'fastify',
    'grammy',
    'intl-messageformat',
    'ioredis',
    'ipaddr.js',
    'nanoid',
    'p-queue',
    'pino',
    'prom-client',
    'sharp',
    'undici',
    'yaml',
    'zod',
  ].map((name) => import(name)),
);
process.stdout.write('imported\n');
setInterval(() => undefined, 1_000);
