# One image for both roles; INTERLEAVE_ROLES says which. docker-compose.yml shows how they fit together.

FROM node:24-bookworm AS build
WORKDIR /app
# The lock file first: a change of our own code does not install the packages again.
COPY package.json package-lock.json ./
COPY setup/dependencies.sh setup/
RUN setup/dependencies.sh
COPY . .
RUN setup/dependencies.sh && setup/build.sh
RUN PRISMA_SCHEMA_ENGINE_BINARY=/bin/true npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
# The jail (bubblewrap), and the interpreter with the modules that programs of the lessons import.
RUN apt-get update \
 && apt-get install -y --no-install-recommends bubblewrap python3 python3-aiohttp python3-httpx python3-requests \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/build ./build
COPY --from=build /app/bin ./bin
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/exercises ./exercises
COPY --from=build /app/sandboxes ./sandboxes
# Nothing here needs root: the jails are built in user namespaces (docs/operating.md says what the container must allow).
RUN mkdir /var/lib/interleave && chown node:node /var/lib/interleave
USER node
ENV NODE_ENV=production INTERLEAVE_STATE=/var/lib/interleave
EXPOSE 4000
CMD ["node", "--enable-source-maps", "--disable-warning=ExperimentalWarning", "dist/src/main.js"]
