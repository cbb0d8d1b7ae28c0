import { inMemory } from '../../state/in-memory';
import type { AccountKeeper, PersistedCollection } from '../../state/persisted';
import type { ApiDefinition } from './definition';

/** The lists of an API's definition that resources of templates are in. */
export type Part = 'resources' | 'methods' | 'authorizers' | 'models' | 'validators' | 'gatewayResponses';

/** An API as it would be deployed now. */
export interface RestApi {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly rootResourceId: string;
  readonly endpointTypes: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly definition: ApiDefinition;
  readonly stages: ReadonlyMap<string, Stage>;
}

/** What a template says of an API, without its parts. */
export type RestApiSettings = Pick<RestApi, 'name' | 'description' | 'endpointTypes' | 'tags'> &
  Pick<ApiDefinition, 'policy' | 'disableExecuteApiEndpoint' | 'binaryMediaTypes'>;

/** The limits of a method, or of all: how many requests a second, and how many at once. */
export interface Throttling {
  /** `/boards/{board}`; `/*`: every resource that has no limits of its own. */
  readonly path: string;
  /** `*`: every method. */
  readonly method: string;
  readonly rate?: number;
  readonly burst?: number;
}

export interface Stage {
  readonly name: string;
  readonly deploymentId: string;
  readonly description?: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly throttling: readonly Throttling[];
  readonly tags: Readonly<Record<string, string>>;
}

/** What a stage serves. */
export interface ApiDeployment {
  readonly id: string;
  readonly description?: string;
  readonly definition: ApiDefinition;
}

interface DeployedApi extends RestApi {
  readonly stages: Map<string, Stage>;
}

const deploymentsName = 'api-deployments';

/** The REST APIs of an account: deployments add to them, change them and take from them; what is served of one is its stages' snapshots. */
export class RestApis {
  readonly #apis = new Map<string, DeployedApi>();
  /** By API and ID. */
  readonly #deployments = new Map<string, ApiDeployment>();
  readonly #keeper: AccountKeeper;
  /** The role that API Gateway writes logs with, where the account has one. */
  logRole: string | undefined;

  constructor(keeper: AccountKeeper = inMemory) {
    this.#keeper = keeper;
  }

  /** What of them is kept: snapshots, which no template tells. */
  get collections(): readonly PersistedCollection[] {
    const kept: PersistedCollection<ApiDeployment> = {
      name: deploymentsName,
      version: 1,
      keys: () => [...this.#deployments.keys()],
      read: (key) => this.#deployments.get(key),
      restore: (key, deployment) => {
        this.#deployments.set(key, deployment);
      },
    };
    return [kept as PersistedCollection];
  }

  find(id: string): RestApi | undefined {
    return this.#apis.get(id);
  }

  all(): readonly RestApi[] {
    return [...this.#apis.values()];
  }

  /** A new API, of whose resources there is the root alone. */
  add(id: string, rootResourceId: string, settings: RestApiSettings): void {
    const { policy, disableExecuteApiEndpoint, binaryMediaTypes, ...more } = settings;
    const definition: ApiDefinition = {
      ...(policy === undefined ? {} : { policy }),
      ...{ disableExecuteApiEndpoint, binaryMediaTypes },
      resources: { [rootResourceId]: { pathPart: '' } },
      ...{ methods: {}, authorizers: {}, models: {}, validators: {}, gatewayResponses: {} },
    };
    this.#apis.set(id, { id, rootResourceId, ...more, definition, stages: new Map() });
  }

  /** Changes what a template says of an API; its parts stay. */
  change(id: string, settings: RestApiSettings): void {
    const { policy, disableExecuteApiEndpoint, binaryMediaTypes, ...more } = settings;
    const { description: _description, ...api } = this.#existing(id);
    const { policy: _policy, ...definition } = api.definition;
    this.#apis.set(id, {
      ...api,
      ...more,
      definition: {
        ...definition,
        ...(policy === undefined ? {} : { policy }),
        ...{ disableExecuteApiEndpoint, binaryMediaTypes },
      },
    });
  }

  /** Takes an API away with everything in it (**documented**: API_DeleteRestApi). */
  remove(id: string): void {
    this.#apis.delete(id);
    for (const key of [...this.#deployments.keys()]) if (key.startsWith(`${id}/`)) this.#forget(key);
  }

  /** Adds a part, or changes the one of its key. */
  put<Name extends Part>(id: string, part: Name, key: string, value: ApiDefinition[Name][string]): void {
    const api = this.#existing(id);
    const definition = { ...api.definition, [part]: { ...api.definition[part], [key]: value } };
    this.#apis.set(id, { ...api, definition });
  }

  /** Takes a part away. */
  take(id: string, part: Part, key: string): void {
    const api = this.#apis.get(id);
    if (api === undefined) return;
    const rest = Object.fromEntries(Object.entries(api.definition[part]).filter(([name]) => name !== key));
    this.#apis.set(id, { ...api, definition: { ...api.definition, [part]: rest } });
  }

  /** Keeps the API as it is now: whatever becomes of it, that is what the deployment serves. */
  deploy(id: string, deploymentId: string, description?: string): void {
    const definition = structuredClone(this.#existing(id).definition);
    this.#set(id, { id: deploymentId, ...(description === undefined ? {} : { description }), definition });
  }

  /** Says another description of a deployment. */
  describe(id: string, deploymentId: string, description?: string): void {
    const { description: _before, ...deployment } = this.deployment(id, deploymentId) ?? {};
    if (!('id' in deployment)) return;
    this.#set(id, { ...(deployment as ApiDeployment), ...(description === undefined ? {} : { description }) });
  }

  deployment(id: string, deploymentId: string): ApiDeployment | undefined {
    return this.#deployments.get(`${id}/${deploymentId}`);
  }

  deploymentsOf(id: string): readonly ApiDeployment[] {
    return [...this.#deployments].filter(([key]) => key.startsWith(`${id}/`)).map(([, deployment]) => deployment);
  }

  removeDeployment(id: string, deploymentId: string): void {
    this.#forget(`${id}/${deploymentId}`);
  }

  /** Adds a stage, or changes the one of its name. */
  putStage(id: string, stage: Stage): void {
    const { stages } = this.#existing(id);
    stages.set(stage.name, stage);
  }

  removeStage(id: string, name: string): void {
    this.#apis.get(id)?.stages.delete(name);
  }

  #set(id: string, deployment: ApiDeployment): void {
    const key = `${id}/${deployment.id}`;
    this.#deployments.set(key, deployment);
    this.#keeper.changed(deploymentsName, key);
  }

  #forget(key: string): void {
    if (this.#deployments.delete(key)) this.#keeper.changed(deploymentsName, key);
  }

  #existing(id: string): DeployedApi {
    const found = this.#apis.get(id);
    if (found === undefined) throw new Error(`there is no REST API ${id}`);
    return found;
  }
}
