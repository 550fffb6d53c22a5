import type { ReceivedRequest } from './answer.js';
import { seededInteger, seededText, seededTitle } from './seeded.js';

/** Services that tutorials use, in the shapes of their documents; the words in them are ours. */
export interface KnownAnswer {
  readonly status: number;
  readonly value: unknown;
}

export function knownApi(request: ReceivedRequest): KnownAnswer | null {
  if (/(^|\.)jsonplaceholder\.typicode\.com$/.test(request.host)) return jsonplaceholder(request);
  if (request.host === 'api.github.com') return github(request);
  return null;
}

interface Collection {
  readonly size: number;
  /** The collection above it: `/posts/1/comments`. */
  readonly parent?: { readonly path: string; readonly key: string; readonly perParent: number };
  readonly make: (id: number) => Record<string, unknown>;
}

const text = (name: string, length: number) => seededText(name, length).trim();

/** Sizes are the service's own, but for photos (500 of 5000, to stay small). */
const collections: Readonly<Record<string, Collection>> = {
  users: { size: 10, make: user },
  posts: {
    size: 100,
    parent: { path: 'users', key: 'userId', perParent: 10 },
    make: (id) => ({ id, title: seededTitle(`post ${id}`, 6), body: text(`post ${id}`, 160) }),
  },
  comments: {
    size: 500,
    parent: { path: 'posts', key: 'postId', perParent: 5 },
    make: (id) => ({
      id,
      name: seededTitle(`comment ${id}`, 4),
      email: `reader${id}@example.com`,
      body: text(`comment ${id}`, 120),
    }),
  },
  albums: {
    size: 100,
    parent: { path: 'users', key: 'userId', perParent: 10 },
    make: (id) => ({ id, title: seededTitle(`album ${id}`, 4) }),
  },
  photos: {
    size: 500,
    parent: { path: 'albums', key: 'albumId', perParent: 50 },
    make: (id) => ({
      id,
      title: seededTitle(`photo ${id}`, 5),
      url: `https://via.placeholder.com/600/${id}.png`,
      thumbnailUrl: `https://via.placeholder.com/150/${id}.png`,
    }),
  },
  todos: {
    size: 200,
    parent: { path: 'users', key: 'userId', perParent: 20 },
    make: (id) => ({
      id,
      title: seededTitle(`todo ${id}`, 5),
      completed: seededInteger(`todo ${id} done`, 0, 1) === 1,
    }),
  },
};

function jsonplaceholder(request: ReceivedRequest): KnownAnswer | null {
  const [name = '', id, below, ...more] = request.path.split('/').filter((part) => part !== '');
  const collection = Object.hasOwn(collections, name) ? collections[name] : undefined;
  if (!collection || more.length > 0) return name === '' ? null : { status: 404, value: {} };
  if (request.method === 'POST') {
    return { status: 201, value: { ...sentObject(request), id: collection.size + 1 } };
  }
  if (id === undefined) return { status: 200, value: filtered(all(collection), request.query) };
  const found = all(collection).find((item) => String(item.id) === id);
  if (!found) return { status: 404, value: {} };
  if (below !== undefined) return childrenOf(name, id, below);
  if (request.method === 'DELETE') return { status: 200, value: {} };
  if (request.method === 'PUT') return { status: 200, value: { ...sentObject(request), id: found.id } };
  if (request.method === 'PATCH') return { status: 200, value: { ...found, ...sentObject(request) } };
  return { status: 200, value: found };
}

function all(collection: Collection): Record<string, unknown>[] {
  return Array.from({ length: collection.size }, (_, index) => {
    const { parent } = collection;
    const above = parent ? { [parent.key]: Math.floor(index / parent.perParent) + 1 } : {};
    return { ...above, ...collection.make(index + 1) };
  });
}

function childrenOf(parentPath: string, parentId: string, path: string): KnownAnswer {
  const collection = Object.hasOwn(collections, path) ? collections[path] : undefined;
  const key = collection?.parent?.path === parentPath ? collection.parent.key : undefined;
  if (!collection || key === undefined) return { status: 404, value: {} };
  return { status: 200, value: all(collection).filter((item) => String(item[key]) === parentId) };
}

function filtered(items: Record<string, unknown>[], query: URLSearchParams): Record<string, unknown>[] {
  const limit = Number(query.get('_limit') ?? items.length);
  const wanted = [...query].filter(([name]) => !name.startsWith('_'));
  return items
    .filter((item) => wanted.every(([name, value]) => String(item[name]) === value))
    .slice(0, Number.isNaN(limit) ? undefined : limit);
}

function sentObject(request: ReceivedRequest): Record<string, unknown> {
  try {
    const sent: unknown = JSON.parse(request.body.toString());
    return typeof sent === 'object' && sent !== null && !Array.isArray(sent) ? { ...sent } : {};
  } catch {
    return Object.fromEntries(new URLSearchParams(request.body.toString()));
  }
}

const people =
  'Ada Thread,Ben Process,Cleo Task,Dana Lock,Emil Queue,Fay Future,Gus Event,Hana Signal,Ivo Barrier,Jo Yield'.split(
    ',',
  );

function user(id: number): Record<string, unknown> {
  const name = people[id - 1] ?? `Person ${id}`;
  const short = name.replace(' ', '.').toLowerCase();
  return {
    id,
    name,
    username: short,
    email: `${short}@example.com`,
    address: {
      street: `${seededTitle(`street ${id}`, 1)} street`,
      suite: `Apt. ${100 + id}`,
      city: `${seededTitle(`city ${id}`, 1)}ville`,
      zipcode: String(10_000 + id * 37),
      geo: { lat: String(id * 3.5), lng: String(-id * 7.25) },
    },
    phone: `555-01${String(id).padStart(2, '0')}`,
    website: `${short}.example.com`,
    company: {
      name: `${name.split(' ')[1]} Ltd`,
      catchPhrase: seededTitle(`phrase ${id}`, 4),
      bs: seededTitle(`bs ${id}`, 3),
    },
  };
}

function github(request: ReceivedRequest): KnownAnswer | null {
  const [kind, owner, name] = request.path.split('/').filter((part) => part !== '');
  if (kind === 'users' && owner !== undefined) {
    const repositories = [1, 2, 3].map((index) => repository(owner, `${owner}-${index}`));
    if (name === 'repos') return { status: 200, value: repositories };
    if (name === undefined) return { status: 200, value: account(owner) };
  }
  if (kind === 'repos' && owner !== undefined && name !== undefined) {
    return { status: 200, value: repository(owner, name) };
  }
  return null;
}

function account(login: string): Record<string, unknown> {
  const number = (what: string, most: number) => seededInteger(`${what} of ${login}`, 1, most);
  return {
    login,
    id: number('id', 9_999_999),
    type: 'User',
    name: login,
    html_url: `https://github.com/${login}`,
    public_repos: number('repositories', 200),
    followers: number('followers', 5000),
    following: number('following', 300),
    created_at: '2015-01-01T00:00:00Z',
  };
}

function repository(owner: string, name: string): Record<string, unknown> {
  const number = (what: string, most: number) => seededInteger(`${what} of ${owner}/${name}`, 1, most);
  return {
    id: number('id', 99_999_999),
    name,
    full_name: `${owner}/${name}`,
    owner: { login: owner },
    html_url: `https://github.com/${owner}/${name}`,
    description: seededTitle(`${owner}/${name}`, 6),
    language: 'Python',
    stargazers_count: number('stars', 50_000),
    forks_count: number('forks', 9000),
    open_issues_count: number('issues', 500),
    default_branch: 'main',
  };
}
