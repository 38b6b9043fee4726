/** Flamenco 3's API as it was taken from its description: structure only, without a word of prose. */
export interface Contract {
  readonly operations: readonly ContractOperation[];
  readonly schemas: Readonly<Record<string, ContractSchema>>;
}

export interface ContractOperation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly security: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody: ContractContent | null;
  readonly responses: Readonly<Record<string, ContractContent>>;
}

/** `schemaRef` names the schema of every content type; without it, `schema` has one per content type. */
export interface ContractContent {
  readonly contentTypes: readonly string[];
  readonly schemaRef: string | null;
  readonly schema?: Readonly<Record<string, ContractSchema>>;
}

export interface ContractSchema {
  readonly type?: string;
  readonly ref?: string;
  /** Names of schemas whose fields this one has as well. */
  readonly extends?: readonly string[];
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: ContractSchema;
  readonly fields?: Readonly<Record<string, ContractSchema & { readonly required: boolean }>>;
  readonly additionalProperties?: ContractSchema | boolean;
}
