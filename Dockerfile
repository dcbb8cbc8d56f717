# Limner without its store: docker-compose.yml adds Redis.

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json vite.config.ts vite.program.config.ts ./
COPY src ./src
RUN npm run build && npm prune --ignore-scripts --omit=dev --no-audit --no-fund

FROM node:20-bookworm-slim
# The sandbox writes the prompt over its pictures; its own font has no letters beyond ASCII.
RUN apt-get update \
  && apt-get install -y --no-install-recommends fontconfig fonts-wqy-microhei \
  && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production \
  DATA_DIR=/data
WORKDIR /app
# Everything belongs to root and is run by "node": the program can write to /data and nowhere else.
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
RUN mkdir /data && chown node:node /data && chmod 700 /data
VOLUME /data
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# No shell and no npm in between: the signal of a stop reaches the program itself.
CMD ["node", "dist/main.js"]
