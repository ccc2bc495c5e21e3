/** Made by `deno task types` from the OpenAPI document: change the routes, and make it anew. */
export interface paths {
    readonly "/healthz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Whether the server is alive
         * @description It needs no token.
         */
        readonly get: operations["getHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/readyz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Whether the server is ready for traffic
         * @description It needs no token.
         */
        readonly get: operations["getReadiness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/connections": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The open connections of the line protocol, the newest first
         * @description Those of all servers, if several share the state
         *
         *     For hosts only: it needs the host token, if the server has one.
         */
        readonly get: operations["getConnections"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/connections/{id}/lines": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The last 50 lines of one connection, and then those that come, both ways, as server-sent events
         * @description For hosts only: it needs the host token, if the server has one.
         */
        readonly get: operations["watchConnection"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/server": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What the server is and where it can be reached
         * @description It needs no token.
         */
        readonly get: operations["getServer"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Everything that happens, as server-sent events
         * @description First `hello`, then `array`, `player`, `line`, `answer`, `result`, `room`, `counter`, `archive` and `connection`, each with an id. With `Last-Event-ID` they continue after that event; if it is no longer kept, the first event is `reload`. A slow reader gets `cut` and is disconnected. Only a host is told the addresses of connections.
         *
         *     It needs no token.
         */
        readonly get: operations["getEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/array": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The values in ascending order: all, those from a position on, or those from low to high, both included
         * @description It needs no token.
         */
        readonly get: operations["getArray"];
        readonly put?: never;
        /**
         * Puts one integer in, or several; without a body a random one from 0 to 999999
         * @description It needs the token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly post: operations["addValue"];
        /**
         * Empties the array
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly delete: operations["clearArray"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/array/{value}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Takes one occurrence of a value out
         * @description It needs the token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly delete: operations["removeValue"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/array/sort": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Puts integers in and answers them in ascending order
         * @description It needs the token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly post: operations["sortValues"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/array/stats": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Facts about the array; null where there is nothing
         * @description It needs no token.
         */
        readonly get: operations["getStats"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/array/picture": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The array in a few bars, however many values it holds
         * @description It needs no token.
         */
        readonly get: operations["getPicture"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quiz/leaderboard": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Finished games, the best first: by marks, then by time, then by who finished first
         * @description It needs no token.
         */
        readonly get: operations["getLeaderboard"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quiz/players": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who plays or waits now
         * @description It needs no token.
         */
        readonly get: operations["getPlayers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quiz/results.csv": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The last 10000 finished games in the order in which they finished, for a spreadsheet
         * @description It needs no token.
         */
        readonly get: operations["getResults"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/rooms": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * All rooms, the oldest first
         * @description For hosts only: it needs the host token, if the server has one.
         */
        readonly get: operations["getRooms"];
        readonly put?: never;
        /**
         * Opens a room: players join with its PIN, and its token is for hosts of this room
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly post: operations["openRoom"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/rooms/{pin}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What everybody in the room may see; no answer before it is revealed
         * @description It needs no token.
         */
        readonly get: operations["getRoom"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Closes the room: it is gone, and so are its results
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly delete: operations["closeRoom"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/rooms/{pin}/start": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Starts the game
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly post: operations["startRoom"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/rooms/{pin}/next": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Goes on: from a question to its answer, the standings, the next question, and at last to the podium
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly post: operations["nextInRoom"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/rooms/{pin}/lock": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Lets nobody else join
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly post: operations["lockRoom"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/rooms/{pin}/unlock": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Lets others join again
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly post: operations["unlockRoom"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/rooms/{pin}/end": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ends the game now
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly post: operations["endRoom"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/rooms/{pin}/players/{name}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Removes a player, who may join again
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly delete: operations["removePlayer"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Gives a player another name
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly patch: operations["renamePlayer"];
        readonly trace?: never;
    };
    readonly "/api/rooms/{pin}/questions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * All questions of the room with their answers, and how those were answered that are closed
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room.
         */
        readonly get: operations["getRoomQuestions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/rooms/{pin}/results.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What each player answered, and how each question was answered
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room.
         */
        readonly get: operations["getRoomResults"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/rooms/{pin}/results.csv": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What each player answered, for a spreadsheet
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room.
         */
        readonly get: operations["getRoomResultsCsv"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/sets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The question sets: the built-in ones first, then the others in the order in which they were added
         * @description It needs no token.
         */
        readonly get: operations["getSets"];
        readonly put?: never;
        /**
         * Adds a set: as JSON, in GIFT or Aiken, or from a spreadsheet
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly post: operations["addSet"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/sets/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A set, with its answers: as JSON, or in GIFT for other programs
         * @description For hosts only: it needs the host token, if the server has one.
         */
        readonly get: operations["getSet"];
        /**
         * Replaces a set with another one
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly put: operations["replaceSet"];
        readonly post?: never;
        /**
         * Removes a set
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly delete: operations["removeSet"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/images": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Adds a picture for questions: PNG, JPEG, GIF or WebP
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly post: operations["addImage"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/images/{name}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A picture
         * @description It needs no token.
         */
        readonly get: operations["getImage"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Removes a picture: questions that have it are asked without
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly delete: operations["removeImage"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/counters": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * All counters, by ID
         * @description It needs no token.
         */
        readonly get: operations["getCounters"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/counters/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One counter
         * @description It needs no token.
         */
        readonly get: operations["getCounter"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/archive": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The classes in the archive, the latest first
         * @description For hosts only: it needs the host token, if the server has one.
         */
        readonly get: operations["getArchive"];
        readonly put?: never;
        /**
         * Ends a class: array, leaderboard and counters go into the archive, and begin afresh
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly post: operations["endClass"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/archive/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What a class has left behind
         * @description For hosts only: it needs the host token, if the server has one.
         */
        readonly get: operations["getArchivedClass"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Takes a class out of the archive, for good
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        readonly delete: operations["removeClass"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/archive/{id}/{table}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One of its tables for a spreadsheet: leaderboard, values or counters
         * @description For hosts only: it needs the host token, if the server has one.
         */
        readonly get: operations["getArchivedTable"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An event of the live feed */
        readonly LiveEvent: {
            /** @enum {string} */
            readonly event: "hello";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            readonly id?: string;
            readonly data: components["schemas"]["HelloEvent"];
        } | {
            /** @enum {string} */
            readonly event: "reload";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            readonly id?: string;
            readonly data: components["schemas"]["ReloadEvent"];
        } | {
            /** @enum {string} */
            readonly event: "cut";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            readonly id?: string;
            readonly data: components["schemas"]["CutEvent"];
        } | {
            /** @enum {string} */
            readonly event: "array";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            readonly id?: string;
            readonly data: components["schemas"]["ArrayEvent"];
        } | {
            /** @enum {string} */
            readonly event: "player";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            readonly id?: string;
            readonly data: components["schemas"]["PlayerEvent"];
        } | {
            /** @enum {string} */
            readonly event: "line";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            readonly id?: string;
            readonly data: components["schemas"]["LineEvent"];
        } | {
            /** @enum {string} */
            readonly event: "answer";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            readonly id?: string;
            readonly data: components["schemas"]["AnswerEvent"];
        } | {
            /** @enum {string} */
            readonly event: "result";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            readonly id?: string;
            readonly data: components["schemas"]["ResultEvent"];
        } | {
            /** @enum {string} */
            readonly event: "room";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            readonly id?: string;
            readonly data: components["schemas"]["RoomEvent"];
        } | {
            /** @enum {string} */
            readonly event: "counter";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            readonly id?: string;
            readonly data: components["schemas"]["CounterEvent"];
        } | {
            /** @enum {string} */
            readonly event: "archive";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            readonly id?: string;
            readonly data: components["schemas"]["ArchiveEvent"];
        } | {
            /** @enum {string} */
            readonly event: "connection";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            readonly id?: string;
            readonly data: components["schemas"]["ConnectionEvent"];
        };
        /** @description An event of the lines of one connection */
        readonly WireEvent: {
            /** @enum {string} */
            readonly event: "lines";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            readonly id?: string;
            readonly data: components["schemas"]["LinesEvent"];
        } | {
            /** @enum {string} */
            readonly event: "closed";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            readonly id?: string;
            readonly data: components["schemas"]["ClosedEvent"];
        };
        /** @description The stream begins: only new events follow */
        readonly HelloEvent: Record<string, never>;
        /** @description The stream begins, and events are missing: read anew what there is */
        readonly ReloadEvent: Record<string, never>;
        /** @description The reader was too slow, and the stream ends */
        readonly CutEvent: {
            readonly reason: string;
        };
        /** @description The array has changed: all that was committed together */
        readonly ArrayEvent: {
            /**
             * Format: int64
             * @description How many values were put in
             */
            readonly added: number;
            /** @description The first of them, at most 20 */
            readonly values: readonly number[];
            /**
             * Format: int64
             * @description How many values were taken out
             */
            readonly removed: number;
            /**
             * Format: int64
             * @description How many values the array holds now
             */
            readonly count: number;
        };
        /** @description Somebody has joined, has got a seat, is away, is back, or has given up */
        readonly PlayerEvent: {
            readonly name: string;
            /** @enum {string} */
            readonly what: "waiting" | "playing" | "away" | "back" | "left";
            /**
             * Format: int64
             * @description The place in line, 0 where there is none
             */
            readonly place: number;
        };
        /** @description The line for the quiz has become shorter: how many wait now */
        readonly LineEvent: {
            /** Format: int64 */
            readonly waiting: number;
        };
        /** @description A question was closed */
        readonly AnswerEvent: {
            readonly name: string;
            /** Format: int64 */
            readonly question: number;
            /** @enum {string} */
            readonly verdict: "correct" | "wrong" | "skipped" | "timeout";
            readonly marks: number;
        };
        /** @description A game has ended */
        readonly ResultEvent: {
            readonly name: string;
            readonly marks: number;
            readonly seconds: number;
            /** Format: int64 */
            readonly rank: number;
        };
        /** @description Something has happened in a room: read it anew */
        readonly RoomEvent: {
            /** @description Which room it is, for hosts only: a PIN is what lets people in */
            readonly pin?: string;
        };
        /** @description A counter has changed: as it is now */
        readonly CounterEvent: {
            /** Format: int64 */
            readonly id: number;
            /**
             * Format: int64
             * @description What its client has calculated last
             */
            readonly value: number;
            /**
             * Format: int64
             * @description The odd or even number that was handed out last
             */
            readonly increment: number;
            readonly connected: boolean;
        };
        /** @description A class has ended: array, leaderboard and counters have begun afresh */
        readonly ArchiveEvent: {
            /** Format: int64 */
            readonly id: number;
        };
        /** @description A connection was opened or closed */
        readonly ConnectionEvent: {
            /** Format: int64 */
            readonly id: number;
            /** @enum {string} */
            readonly what: "opened" | "closed";
            /** @enum {string} */
            readonly transport: "tcp" | "tls" | "websocket";
            /** @description Where it comes from; only a host is told */
            readonly address?: string;
        };
        /** @description What was said on the connection */
        readonly LinesEvent: {
            readonly lines: readonly {
                /**
                 * Format: int64
                 * @description When, in milliseconds since 1970 began in UTC
                 */
                readonly at: number;
                /**
                 * @description `<` from the client, `>` to it
                 * @enum {string}
                 */
                readonly direction: "<" | ">";
                readonly text: string;
            }[];
            /**
             * Format: int64
             * @description How many more there were, which are not shown
             */
            readonly skipped: number;
        };
        /** @description The connection is closed, and the stream ends */
        readonly ClosedEvent: Record<string, never>;
        readonly Health: {
            /** @enum {string} */
            readonly status: "alive" | "ready";
        };
        readonly Problem: {
            /** @example about:blank */
            readonly type: string;
            /** @example Unprocessable Content */
            readonly title: string;
            /**
             * Format: int64
             * @example 422
             */
            readonly status: number;
            /**
             * @example not-an-integer
             * @enum {string}
             */
            readonly code: "unknown-command" | "bad-arguments" | "not-an-integer" | "bad-name" | "in-use" | "taken-over" | "bad-id" | "no-counter" | "no-quiz" | "no-room" | "locked" | "answered" | "no-set" | "no-class" | "no-connection" | "unknown-token" | "unauthorized" | "tls-required" | "too-many-connections" | "too-many-values" | "rate-limited" | "overloaded" | "line-too-long" | "not-utf8" | "idle" | "shutting-down" | "unavailable" | "unknown-outcome" | "internal";
            /** @description What was wrong, what the limit is and what to send instead */
            readonly detail: string;
        };
        readonly Connection: {
            /** Format: int64 */
            readonly id: number;
            /** @description The server that it is connected to; null if there are not several */
            readonly server: {
                /**
                 * Format: int64
                 * @description From 1 on; none is given twice
                 */
                readonly number: number;
                /**
                 * @description What people call it
                 * @example app-1
                 */
                readonly name: string;
            } | null;
            /** @example 127.0.0.1:40312 */
            readonly address: string;
            /** @enum {string} */
            readonly transport: "tcp" | "tls" | "websocket";
            /**
             * @description What it is used for
             * @example quiz as Ada
             */
            readonly activity: string;
            /** Format: date-time */
            readonly openedAt: string;
            /**
             * Format: int64
             * @description How many requests came
             */
            readonly messages: number;
            /** Format: int64 */
            readonly bytesIn: number;
            /** Format: int64 */
            readonly bytesOut: number;
        };
        readonly Server: {
            readonly version: string;
            /** Format: date-time */
            readonly startedAt: string;
            /** @description Whether changes need a token */
            readonly needsToken: boolean;
            /** @description Whether it takes the host token to be a host; else everybody is one */
            readonly hostRequired: boolean;
            /**
             * @description What the token of the request makes of whoever asks
             * @enum {string}
             */
            readonly role: "host" | "player";
            /** @description Where it listens for lines over TCP, with the port that people use; null if it takes them over TLS only */
            readonly lines: {
                readonly host: string;
                /** Format: int64 */
                readonly port: number;
            } | null;
            /** @description Where it listens for lines over TLS; null without a certificate */
            readonly linesOverTls: {
                readonly host: string;
                /** Format: int64 */
                readonly port: number;
            } | null;
            /** @description The addresses of this computer at which others can reach it; none where it listens on this computer only */
            readonly addresses: readonly string[];
            /**
             * @description The URL at which people reach the page, with a slash at its end; `null` where none was given
             * @example https://quiz.example.org/
             */
            readonly url: string | null;
            /** @description Which of several servers it is; null for a server alone, and while the others have given it up */
            readonly server: {
                /**
                 * Format: int64
                 * @description From 1 on; none is given twice
                 */
                readonly number: number;
                /**
                 * @description What people call it
                 * @example app-1
                 */
                readonly name: string;
            } | null;
            /** @description The servers that share the state, in the order in which they joined; none for a server alone */
            readonly servers: readonly {
                /**
                 * Format: int64
                 * @description From 1 on; none is given twice
                 */
                readonly number: number;
                /**
                 * @description What people call it
                 * @example app-1
                 */
                readonly name: string;
                /** Format: date-time */
                readonly joinedAt: string;
                readonly isThis: boolean;
            }[];
        };
        /**
         * @example {
         *       "count": 4,
         *       "offset": 0,
         *       "values": [
         *         3,
         *         3,
         *         5,
         *         9
         *       ]
         *     }
         */
        readonly ArraySlice: {
            /**
             * Format: int64
             * @description How many values the array holds
             */
            readonly count: number;
            /**
             * Format: int64
             * @description The position of the first of the values in the array
             */
            readonly offset: number;
            readonly values: readonly number[];
        };
        /**
         * @example {
         *       "value": 5
         *     }
         */
        readonly Addition: {
            /**
             * Format: int64
             * @example 5
             */
            readonly value?: number;
            readonly values?: readonly number[];
        };
        /**
         * @example {
         *       "values": [
         *         5,
         *         3,
         *         9,
         *         3
         *       ]
         *     }
         */
        readonly Values: {
            readonly values: readonly number[];
        };
        readonly Stats: {
            /** Format: int64 */
            readonly count: number;
            /** Format: int64 */
            readonly distinct: number;
            /** Format: int64 */
            readonly min: number | null;
            /** Format: int64 */
            readonly max: number | null;
            readonly median: number | null;
            readonly mean: number | null;
        };
        readonly Picture: {
            /**
             * Format: int64
             * @description How many values the array holds
             */
            readonly count: number;
            /** @description Each value by itself where they are few enough, else how many there are in ranges of equal width */
            readonly bars: readonly {
                /** Format: int64 */
                readonly low: number;
                /** Format: int64 */
                readonly high: number;
                /** Format: int64 */
                readonly count: number;
            }[];
        };
        readonly QuizResult: {
            /** Format: int64 */
            readonly rank: number;
            readonly name: string;
            readonly marks: number;
            /** Format: int64 */
            readonly correct: number;
            /** Format: int64 */
            readonly wrong: number;
            /**
             * Format: int64
             * @description Skipped, or not answered in time
             */
            readonly skipped: number;
            readonly seconds: number;
            readonly message: string;
            /** Format: date-time */
            readonly finishedAt: string;
        };
        readonly QuizPlayer: {
            readonly name: string;
            /** @enum {string} */
            readonly state: "playing" | "waiting";
            /** @description Whether the connection is lost */
            readonly away: boolean;
            /**
             * Format: int64
             * @description The number of the open question
             */
            readonly question: number | null;
            readonly marks: number;
            /**
             * Format: int64
             * @description The place in line, 0 for who plays
             */
            readonly place: number;
        };
        /**
         * @example {
         *       "set": "arithmetic"
         *     }
         */
        readonly RoomOpening: {
            /** @description The ID of a question set */
            readonly set: string;
            /**
             * @default live
             * @enum {string}
             */
            readonly mode?: "live" | "self-paced";
            /**
             * @description What a right answer scores: marks as its set says, or up to 1000 points, the more the faster
             * @default marks
             * @enum {string}
             */
            readonly points?: "marks" | "speed";
            /**
             * Format: int32
             * @description How long a right answer and standings are shown before the room goes on by itself; 0 if it waits for the host
             * @default 0
             */
            readonly autoSeconds?: number;
            /**
             * @description Whether names with rude words are refused
             * @default false
             */
            readonly filter?: boolean;
        };
        readonly ListedRoom: {
            readonly pin: string;
            readonly title: string;
            /** @enum {string} */
            readonly mode: "live" | "self-paced";
            /**
             * @description Where the game is; a self-paced room is at question until it is ended
             * @enum {string}
             */
            readonly phase: "lobby" | "question" | "reveal" | "standings" | "podium";
            /**
             * Format: int64
             * @description The number of the question, 0 before the first
             */
            readonly number: number;
            /**
             * Format: int64
             * @description How many questions there are
             */
            readonly of: number;
            readonly locked: boolean;
            /** Format: int64 */
            readonly players: number;
        };
        readonly Room: {
            readonly pin: string;
            readonly title: string;
            /** @enum {string} */
            readonly mode: "live" | "self-paced";
            /** @enum {string} */
            readonly points: "marks" | "speed";
            /**
             * @description Where the game is; a self-paced room is at question until it is ended
             * @enum {string}
             */
            readonly phase: "lobby" | "question" | "reveal" | "standings" | "podium";
            /**
             * Format: int64
             * @description The number of the question, 0 before the first
             */
            readonly number: number;
            /**
             * Format: int64
             * @description How many questions there are
             */
            readonly of: number;
            readonly locked: boolean;
            /**
             * Format: int64
             * @description After so many seconds the room goes on by itself; 0 if it waits for the host
             */
            readonly autoSeconds: number;
            /**
             * Format: int64
             * @description How many have answered the question
             */
            readonly answered: number;
            readonly question: {
                readonly kind: string;
                readonly text: string;
                readonly choices: readonly string[];
                readonly image: string | null;
                /**
                 * Format: int64
                 * @description How long it is open in all; 0 for no limit
                 */
                readonly seconds: number;
                /**
                 * Format: int64
                 * @description How long it still is, in milliseconds; null for no limit, or once it is closed
                 */
                readonly leftMs: number | null;
            } | null;
            readonly reveal: {
                /** @description The right answer as it is sent: letters, or a number */
                readonly answer: string | null;
                /** @description The right answer as it reads */
                readonly text: string;
                readonly explanation: string | null;
                /** @description How many chose each choice */
                readonly counts: readonly number[];
                /** @description The answers that most gave, where there was nothing to choose from */
                readonly given: readonly {
                    readonly text: string;
                    /** Format: int64 */
                    readonly count: number;
                    readonly right: boolean;
                }[];
                /** Format: int64 */
                readonly correct: number;
                readonly fastest: {
                    readonly name: string;
                    readonly seconds: number;
                } | null;
            } | null;
            /** @description In the order of their ranks; in the lobby in the order in which they came */
            readonly players: readonly {
                readonly name: string;
                /** @description Whether the connection is lost */
                readonly away: boolean;
                /**
                 * Format: int64
                 * @description How many questions the player is through with
                 */
                readonly number: number;
                /** @description Whether the player has answered the question */
                readonly answered: boolean;
                readonly marks: number;
                /** Format: int64 */
                readonly rank: number;
                /** @description How many marks the player is behind the next */
                readonly behind: number;
                readonly seconds: number;
                /**
                 * @description How the player did, once that is revealed
                 * @enum {string|null}
                 */
                readonly verdict: "correct" | "wrong" | "none" | null;
            }[];
        };
        readonly RoomQuestions: {
            readonly questions: readonly {
                /** Format: int64 */
                readonly number: number;
                readonly kind: string;
                readonly text: string;
                readonly answer: string;
                /** @description How it was answered; null until it is closed */
                readonly outcome: {
                    /** Format: int64 */
                    readonly correct: number;
                    /** Format: int64 */
                    readonly wrong: number;
                    /**
                     * Format: int64
                     * @description How many gave no answer
                     */
                    readonly none: number;
                    /** @description How long an answer took; null where there is none */
                    readonly meanSeconds: number | null;
                } | null;
            }[];
        };
        readonly RoomResults: {
            readonly pin: string;
            readonly title: string;
            /** Format: date-time */
            readonly openedAt: string;
            readonly questions: readonly {
                /** Format: int64 */
                readonly number: number;
                readonly kind: string;
                readonly text: string;
                readonly answer: string;
                /** Format: int64 */
                readonly correct: number;
                /** Format: int64 */
                readonly wrong: number;
                /**
                 * Format: int64
                 * @description How many gave no answer
                 */
                readonly none: number;
                /** @description How long an answer took; null where there is none */
                readonly meanSeconds: number | null;
            }[];
            readonly players: readonly {
                /** Format: int64 */
                readonly rank: number;
                readonly name: string;
                readonly marks: number;
                /** Format: int64 */
                readonly correct: number;
                /** Format: int64 */
                readonly wrong: number;
                /** Format: int64 */
                readonly skipped: number;
                readonly seconds: number;
                /** @description To each question that was asked; null if it was before the player came */
                readonly answers: readonly ({
                    readonly text: string | null;
                    readonly right: boolean;
                    readonly marks: number;
                    readonly seconds: number;
                } | null)[];
            }[];
        };
        /**
         * @example {
         *       "id": "x7k2",
         *       "title": "Planets",
         *       "questions": 12,
         *       "builtIn": false
         *     }
         */
        readonly QuestionSetSummary: {
            readonly id: string;
            readonly title: string;
            /**
             * Format: int64
             * @description How many questions it has when it is played
             */
            readonly questions: number;
            /** @description Whether every server has it, and nobody can change it */
            readonly builtIn: boolean;
        };
        readonly QuestionSet: {
            readonly title: string;
            /**
             * Format: int32
             * @description How long a question is open; 0 for no limit
             * @default 20
             */
            readonly seconds?: number;
            /**
             * @default {
             *       "right": 1,
             *       "wrong": -0.25
             *     }
             */
            readonly marks?: {
                readonly right: number;
                readonly wrong: number;
            };
            readonly questions: readonly (({
                /** @enum {string} */
                readonly kind: "number";
                readonly text: string;
                /** @description Shown when the right answer is */
                readonly explanation?: string;
                /**
                 * Format: int32
                 * @description How long it is open, if not as long as its set says
                 */
                readonly seconds?: number;
                /** @description What it scores, if not what its set says */
                readonly marks?: {
                    readonly right: number;
                    readonly wrong: number;
                };
                /** @description The name of an uploaded image */
                readonly image?: string;
                readonly answer: number;
                /**
                 * @description By how much an answer may differ and be right
                 * @default 0
                 */
                readonly tolerance?: number;
            } | {
                /** @enum {string} */
                readonly kind: "choice";
                readonly text: string;
                /** @description Shown when the right answer is */
                readonly explanation?: string;
                /**
                 * Format: int32
                 * @description How long it is open, if not as long as its set says
                 */
                readonly seconds?: number;
                /** @description What it scores, if not what its set says */
                readonly marks?: {
                    readonly right: number;
                    readonly wrong: number;
                };
                /** @description The name of an uploaded image */
                readonly image?: string;
                readonly choices: readonly string[];
                /**
                 * Format: int32
                 * @description From 0 on
                 */
                readonly answer: number;
            } | {
                /** @enum {string} */
                readonly kind: "multiple";
                readonly text: string;
                /** @description Shown when the right answer is */
                readonly explanation?: string;
                /**
                 * Format: int32
                 * @description How long it is open, if not as long as its set says
                 */
                readonly seconds?: number;
                /** @description What it scores, if not what its set says */
                readonly marks?: {
                    readonly right: number;
                    readonly wrong: number;
                };
                /** @description The name of an uploaded image */
                readonly image?: string;
                readonly choices: readonly string[];
                /** @description From 0 on: an answer is right if it names all of them and no other */
                readonly answers: readonly number[];
            } | {
                /** @enum {string} */
                readonly kind: "boolean";
                readonly text: string;
                /** @description Shown when the right answer is */
                readonly explanation?: string;
                /**
                 * Format: int32
                 * @description How long it is open, if not as long as its set says
                 */
                readonly seconds?: number;
                /** @description What it scores, if not what its set says */
                readonly marks?: {
                    readonly right: number;
                    readonly wrong: number;
                };
                /** @description The name of an uploaded image */
                readonly image?: string;
                readonly answer: boolean;
            } | {
                /** @enum {string} */
                readonly kind: "text";
                readonly text: string;
                /** @description Shown when the right answer is */
                readonly explanation?: string;
                /**
                 * Format: int32
                 * @description How long it is open, if not as long as its set says
                 */
                readonly seconds?: number;
                /** @description What it scores, if not what its set says */
                readonly marks?: {
                    readonly right: number;
                    readonly wrong: number;
                };
                /** @description The name of an uploaded image */
                readonly image?: string;
                /** @description The spellings that are right; case, accents and spaces make no difference */
                readonly accepted: readonly string[];
            } | {
                /** @enum {string} */
                readonly kind: "order";
                readonly text: string;
                /** @description Shown when the right answer is */
                readonly explanation?: string;
                /**
                 * Format: int32
                 * @description How long it is open, if not as long as its set says
                 */
                readonly seconds?: number;
                /** @description What it scores, if not what its set says */
                readonly marks?: {
                    readonly right: number;
                    readonly wrong: number;
                };
                /** @description The name of an uploaded image */
                readonly image?: string;
                /** @description In the right order; they are shown in another */
                readonly items: readonly string[];
            }) | {
                /** @enum {string} */
                readonly kind: "arithmetic";
                /** Format: int32 */
                readonly count: number;
                /** @default +-*\/ */
                readonly operators?: string;
                /**
                 * Format: int32
                 * @default 0
                 */
                readonly from?: number;
                /**
                 * Format: int32
                 * @default 9
                 */
                readonly to?: number;
            })[];
        };
        readonly Counter: {
            /** Format: int64 */
            readonly id: number;
            /**
             * Format: int64
             * @description What its client has calculated last
             */
            readonly value: number;
            /**
             * Format: int64
             * @description The odd or even number that was handed out last
             */
            readonly increment: number;
            readonly connected: boolean;
            /**
             * Format: date-time
             * @description When its client wrote last
             */
            readonly writtenAt: string;
        };
        readonly ArchivedClassSummary: {
            /** Format: int64 */
            readonly id: number;
            readonly name: string;
            /**
             * Format: date-time
             * @description When it ended
             */
            readonly date: string;
            /** @description How much there was */
            readonly summary: {
                readonly [key: string]: number;
            };
        };
        readonly ArchivedClass: components["schemas"]["ArchivedClassSummary"] & {
            /** @description leaderboard, values and counters; long ones are cut off */
            readonly tables: {
                readonly [key: string]: {
                    readonly columns: readonly string[];
                    readonly rows: readonly (readonly (string | number)[])[];
                };
            };
        };
    };
    responses: {
        /**
         * @description `bad-arguments`: the body is not valid JSON, or the request is not valid HTTP
         *
         *     `tls-required`: this port takes requests over TLS only
         */
        readonly Problem400BadArgumentsTlsRequired: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Bad Request",
                 *       "status": 400,
                 *       "code": "bad-arguments",
                 *       "detail": "the body is not valid JSON, or the request is not valid HTTP"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 400;
                    /** @enum {unknown} */
                    readonly code?: "bad-arguments" | "tls-required";
                };
            };
        };
        /** @description `bad-arguments`: the headers are too long */
        readonly Problem431BadArguments: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Request Header Fields Too Large",
                 *       "status": 431,
                 *       "code": "bad-arguments",
                 *       "detail": "the headers are too long"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 431;
                    /** @enum {unknown} */
                    readonly code?: "bad-arguments";
                };
            };
        };
        /** @description `internal`: an error that nobody foresaw */
        readonly Problem500Internal: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Internal Server Error",
                 *       "status": 500,
                 *       "code": "internal",
                 *       "detail": "an error that nobody foresaw"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 500;
                    /** @enum {unknown} */
                    readonly code?: "internal";
                };
            };
        };
        /** @description `too-many-connections`: too many connections or streams are open */
        readonly Problem503TooManyConnections: {
            headers: {
                /** @description After how many seconds to try again */
                readonly "Retry-After"?: number;
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Service Unavailable",
                 *       "status": 503,
                 *       "code": "too-many-connections",
                 *       "detail": "too many connections or streams are open"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 503;
                    /** @enum {unknown} */
                    readonly code?: "too-many-connections";
                };
            };
        };
        /**
         * @description `too-many-connections`: too many connections or streams are open
         *
         *     `internal`: changes can't be kept at the moment; nothing was changed
         *
         *     `shutting-down`: the server is stopping
         */
        readonly Problem503InternalShuttingDownTooManyConnections: {
            headers: {
                /** @description After how many seconds to try again */
                readonly "Retry-After"?: number;
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Service Unavailable",
                 *       "status": 503,
                 *       "code": "too-many-connections",
                 *       "detail": "too many connections or streams are open"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 503;
                    /** @enum {unknown} */
                    readonly code?: "too-many-connections" | "internal" | "shutting-down";
                };
            };
        };
        /** @description `unauthorized`: a token is missing or wrong */
        readonly Problem401Unauthorized: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Unauthorized",
                 *       "status": 401,
                 *       "code": "unauthorized",
                 *       "detail": "a token is missing or wrong"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 401;
                    /** @enum {unknown} */
                    readonly code?: "unauthorized";
                };
            };
        };
        /** @description `unauthorized`: the token is not enough, or a page from another site asks for a change */
        readonly Problem403Unauthorized: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Forbidden",
                 *       "status": 403,
                 *       "code": "unauthorized",
                 *       "detail": "the token is not enough, or a page from another site asks for a change"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 403;
                    /** @enum {unknown} */
                    readonly code?: "unauthorized";
                };
            };
        };
        /** @description `unauthorized`: the Host header has a name that is not the server's */
        readonly Problem421Unauthorized: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Misdirected Request",
                 *       "status": 421,
                 *       "code": "unauthorized",
                 *       "detail": "the Host header has a name that is not the server's"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 421;
                    /** @enum {unknown} */
                    readonly code?: "unauthorized";
                };
            };
        };
        /**
         * @description `bad-arguments`: a key is missing or unknown, or has a value that it can't have
         *
         *     `not-an-integer`: a value is no integer, or out of range
         */
        readonly Problem422BadArgumentsNotAnInteger: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Unprocessable Entity",
                 *       "status": 422,
                 *       "code": "bad-arguments",
                 *       "detail": "a key is missing or unknown, or has a value that it can't have"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 422;
                    /** @enum {unknown} */
                    readonly code?: "bad-arguments" | "not-an-integer";
                };
            };
        };
        /** @description `rate-limited`: too many requests, or too many wrong tokens or PINs */
        readonly Problem429RateLimited: {
            headers: {
                /** @description After how many seconds to try again */
                readonly "Retry-After"?: number;
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Too Many Requests",
                 *       "status": 429,
                 *       "code": "rate-limited",
                 *       "detail": "too many requests, or too many wrong tokens or PINs"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 429;
                    /** @enum {unknown} */
                    readonly code?: "rate-limited";
                };
            };
        };
        /**
         * @description `too-many-connections`: too many connections or streams are open
         *
         *     `shutting-down`: the server is stopping
         *
         *     `unavailable`: the log that several servers share can't be reached; nothing was changed
         */
        readonly Problem503ShuttingDownTooManyConnectionsUnavailable: {
            headers: {
                /** @description After how many seconds to try again */
                readonly "Retry-After"?: number;
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Service Unavailable",
                 *       "status": 503,
                 *       "code": "too-many-connections",
                 *       "detail": "too many connections or streams are open"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 503;
                    /** @enum {unknown} */
                    readonly code?: "too-many-connections" | "shutting-down" | "unavailable";
                };
            };
        };
        /** @description `no-connection`: no open connection has this ID */
        readonly Problem404NoConnection: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "code": "no-connection",
                 *       "detail": "no open connection has this ID"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 404;
                    /** @enum {unknown} */
                    readonly code?: "no-connection";
                };
            };
        };
        /** @description `bad-arguments`: a key is missing or unknown, or has a value that it can't have */
        readonly Problem422BadArguments: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Unprocessable Entity",
                 *       "status": 422,
                 *       "code": "bad-arguments",
                 *       "detail": "a key is missing or unknown, or has a value that it can't have"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 422;
                    /** @enum {unknown} */
                    readonly code?: "bad-arguments";
                };
            };
        };
        /** @description `in-use`: a request with the same Idempotency-Key is under way */
        readonly Problem409InUse: {
            headers: {
                /** @description After how many seconds to try again */
                readonly "Retry-After"?: number;
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Conflict",
                 *       "status": 409,
                 *       "code": "in-use",
                 *       "detail": "a request with the same Idempotency-Key is under way"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 409;
                    /** @enum {unknown} */
                    readonly code?: "in-use";
                };
            };
        };
        /** @description `line-too-long`: the body is too large */
        readonly Problem413LineTooLong: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Payload Too Large",
                 *       "status": 413,
                 *       "code": "line-too-long",
                 *       "detail": "the body is too large"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 413;
                    /** @enum {unknown} */
                    readonly code?: "line-too-long";
                };
            };
        };
        /** @description `bad-arguments`: the body has another content type than those listed */
        readonly Problem415BadArguments: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Unsupported Media Type",
                 *       "status": 415,
                 *       "code": "bad-arguments",
                 *       "detail": "the body has another content type than those listed"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 415;
                    /** @enum {unknown} */
                    readonly code?: "bad-arguments";
                };
            };
        };
        /**
         * @description `too-many-connections`: too many connections or streams are open
         *
         *     `shutting-down`: the server is stopping
         *
         *     `unavailable`: the log that several servers share can't be reached; nothing was changed
         *
         *     `overloaded`: too many large requests have not ended
         *
         *     `internal`: changes can't be kept at the moment; nothing was changed
         */
        readonly Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable: {
            headers: {
                /** @description After how many seconds to try again */
                readonly "Retry-After"?: number;
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Service Unavailable",
                 *       "status": 503,
                 *       "code": "too-many-connections",
                 *       "detail": "too many connections or streams are open"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 503;
                    /** @enum {unknown} */
                    readonly code?: "too-many-connections" | "shutting-down" | "unavailable" | "overloaded" | "internal";
                };
            };
        };
        /** @description `unknown-outcome`: whether the change was made is not known */
        readonly Problem504UnknownOutcome: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Gateway Timeout",
                 *       "status": 504,
                 *       "code": "unknown-outcome",
                 *       "detail": "whether the change was made is not known"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 504;
                    /** @enum {unknown} */
                    readonly code?: "unknown-outcome";
                };
            };
        };
        /** @description `too-many-values`: it does not fit beside what is there; nothing was added */
        readonly Problem507TooManyValues: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Insufficient Storage",
                 *       "status": 507,
                 *       "code": "too-many-values",
                 *       "detail": "it does not fit beside what is there; nothing was added"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 507;
                    /** @enum {unknown} */
                    readonly code?: "too-many-values";
                };
            };
        };
        /**
         * @description `too-many-connections`: too many connections or streams are open
         *
         *     `shutting-down`: the server is stopping
         *
         *     `unavailable`: the log that several servers share can't be reached; nothing was changed
         *
         *     `internal`: changes can't be kept at the moment; nothing was changed
         */
        readonly Problem503InternalShuttingDownTooManyConnectionsUnavailable: {
            headers: {
                /** @description After how many seconds to try again */
                readonly "Retry-After"?: number;
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Service Unavailable",
                 *       "status": 503,
                 *       "code": "too-many-connections",
                 *       "detail": "too many connections or streams are open"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 503;
                    /** @enum {unknown} */
                    readonly code?: "too-many-connections" | "shutting-down" | "unavailable" | "internal";
                };
            };
        };
        /** @description `no-set`: no question set has this ID, or no picture this name */
        readonly Problem404NoSet: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "code": "no-set",
                 *       "detail": "no question set has this ID, or no picture this name"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 404;
                    /** @enum {unknown} */
                    readonly code?: "no-set";
                };
            };
        };
        /** @description `no-room`: no room has this PIN, or its game is over */
        readonly Problem404NoRoom: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "code": "no-room",
                 *       "detail": "no room has this PIN, or its game is over"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 404;
                    /** @enum {unknown} */
                    readonly code?: "no-room";
                };
            };
        };
        /**
         * @description `bad-arguments`: a key is missing or unknown, or has a value that it can't have
         *
         *     `not-an-integer`: a value is no integer, or out of range
         *
         *     `bad-name`: the name is not allowed, or nobody has it
         */
        readonly Problem422BadArgumentsBadNameNotAnInteger: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Unprocessable Entity",
                 *       "status": 422,
                 *       "code": "bad-arguments",
                 *       "detail": "a key is missing or unknown, or has a value that it can't have"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 422;
                    /** @enum {unknown} */
                    readonly code?: "bad-arguments" | "not-an-integer" | "bad-name";
                };
            };
        };
        /**
         * @description `bad-arguments`: the body is not valid JSON, or the request is not valid HTTP
         *
         *     `tls-required`: this port takes requests over TLS only
         *
         *     `not-utf8`: the text is not valid UTF-8
         */
        readonly Problem400BadArgumentsNotUtf8TlsRequired: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Bad Request",
                 *       "status": 400,
                 *       "code": "bad-arguments",
                 *       "detail": "the body is not valid JSON, or the request is not valid HTTP"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 400;
                    /** @enum {unknown} */
                    readonly code?: "bad-arguments" | "tls-required" | "not-utf8";
                };
            };
        };
        /** @description `no-counter`: this counter was never used */
        readonly Problem404NoCounter: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "code": "no-counter",
                 *       "detail": "this counter was never used"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 404;
                    /** @enum {unknown} */
                    readonly code?: "no-counter";
                };
            };
        };
        /** @description `no-class`: no class in the archive has this number, or it has no such table */
        readonly Problem404NoClass: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "code": "no-class",
                 *       "detail": "no class in the archive has this number, or it has no such table"
                 *     }
                 */
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status?: 404;
                    /** @enum {unknown} */
                    readonly code?: "no-class";
                };
            };
        };
    };
    parameters: {
        /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
        readonly IdempotencyKey: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly getHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503TooManyConnections"];
        };
    };
    readonly getReadiness: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is; 503 where it is not */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalShuttingDownTooManyConnections"];
        };
    };
    readonly getConnections: {
        readonly parameters: {
            readonly query?: {
                /** @description The most connections to answer (100) */
                readonly limit?: number;
                /** @description Only those behind this place in the list: `next` of the page before; or an ID, for those with a lower one */
                readonly before?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The connections, and how many there are in all */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** Format: int64 */
                        readonly count: number;
                        readonly connections: readonly components["schemas"]["Connection"][];
                        /** @description What to send as `before` for more; null if there are no more */
                        readonly next: string | null;
                        /** @description The servers that did not answer in time: their connections are not listed, nor counted */
                        readonly missing: readonly {
                            /**
                             * Format: int64
                             * @description From 1 on; none is given twice
                             */
                            readonly number: number;
                            /**
                             * @description What people call it
                             * @example app-1
                             */
                            readonly name: string;
                        }[];
                    };
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly watchConnection: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Its ID */
                readonly id: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description `lines`, first the last ones and then as they go, and `closed` at the end */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoConnection"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly getServer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The server */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Server"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArguments"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly getEvents: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                readonly "last-event-id"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The events */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArguments"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly getArray: {
        readonly parameters: {
            readonly query?: {
                /** @description The position to begin at; 0 is the smallest value */
                readonly offset?: number;
                /** @description The most values to answer */
                readonly count?: number;
                /** @description The least value to answer */
                readonly low?: number;
                /** @description The greatest value to answer */
                readonly high?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The values */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ArraySlice"];
                };
            };
            /** @description The array is as it was in the answer with the ETag that If-None-Match names */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly addValue: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description What to put in */
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["Addition"];
            };
        };
        readonly responses: {
            /** @description What was put in, and how many values the array holds then */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly added: readonly number[];
                        /** Format: int64 */
                        readonly count: number;
                    };
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 413: components["responses"]["Problem413LineTooLong"];
            readonly 415: components["responses"]["Problem415BadArguments"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
            readonly 507: components["responses"]["Problem507TooManyValues"];
        };
    };
    readonly clearArray: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description How many values there were */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** Format: int64 */
                        readonly removed: number;
                    };
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArguments"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    readonly removeValue: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /** @description The value to take out */
                readonly value: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description 1 where there was one, else 0 */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** Format: int64 */
                        readonly removed: number;
                    };
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    readonly sortValues: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description What to sort */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Values"];
            };
        };
        readonly responses: {
            /** @description The integers, ascending, and how many values the array holds then */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly sorted: readonly number[];
                        /** Format: int64 */
                        readonly count: number;
                    };
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 413: components["responses"]["Problem413LineTooLong"];
            readonly 415: components["responses"]["Problem415BadArguments"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
            readonly 507: components["responses"]["Problem507TooManyValues"];
        };
    };
    readonly getStats: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The facts */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Stats"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArguments"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly getPicture: {
        readonly parameters: {
            readonly query?: {
                /** @description The most bars (100) */
                readonly bars?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The bars, ascending */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Picture"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly getLeaderboard: {
        readonly parameters: {
            readonly query?: {
                /** @description The most games to answer (100) */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The games, and how many there are in all */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** Format: int64 */
                        readonly count: number;
                        readonly leaderboard: readonly components["schemas"]["QuizResult"][];
                    };
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly getPlayers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The players */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly players: readonly components["schemas"]["QuizPlayer"][];
                    };
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArguments"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly getResults: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The games */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/csv": string;
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArguments"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly getRooms: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The rooms */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly rooms: readonly components["schemas"]["ListedRoom"][];
                    };
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArguments"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly openRoom: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description How it is to be played */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RoomOpening"];
            };
        };
        readonly responses: {
            /** @description The room's PIN and token */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly pin: string;
                        readonly token: string;
                    };
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoSet"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 413: components["responses"]["Problem413LineTooLong"];
            readonly 415: components["responses"]["Problem415BadArguments"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    readonly getRoom: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The room's PIN */
                readonly pin: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The room */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Room"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 404: components["responses"]["Problem404NoRoom"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly closeRoom: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /** @description The room's PIN */
                readonly pin: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The room is gone */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoRoom"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    readonly startRoom: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /** @description The room's PIN */
                readonly pin: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The room */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Room"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoRoom"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    readonly nextInRoom: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /** @description The room's PIN */
                readonly pin: string;
            };
            readonly cookie?: never;
        };
        /** @description Where the room is believed to be */
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly phase: "lobby" | "question" | "reveal" | "standings" | "podium";
                    /** Format: int64 */
                    readonly number: number;
                };
            };
        };
        readonly responses: {
            /** @description The room */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Room"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoRoom"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 413: components["responses"]["Problem413LineTooLong"];
            readonly 415: components["responses"]["Problem415BadArguments"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    readonly lockRoom: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /** @description The room's PIN */
                readonly pin: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The room */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Room"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoRoom"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    readonly unlockRoom: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /** @description The room's PIN */
                readonly pin: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The room */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Room"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoRoom"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    readonly endRoom: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /** @description The room's PIN */
                readonly pin: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The room */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Room"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoRoom"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    readonly removePlayer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /** @description The room's PIN */
                readonly pin: string;
                /** @description The player's name */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The room */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Room"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoRoom"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsBadNameNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    readonly renamePlayer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /** @description The room's PIN */
                readonly pin: string;
                /** @description The player's name */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        /** @description The name */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name: string;
                };
            };
        };
        readonly responses: {
            /** @description The room */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Room"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoRoom"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 413: components["responses"]["Problem413LineTooLong"];
            readonly 415: components["responses"]["Problem415BadArguments"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsBadNameNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    readonly getRoomQuestions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The room's PIN */
                readonly pin: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The questions */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RoomQuestions"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoRoom"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly getRoomResults: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The room's PIN */
                readonly pin: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The results */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RoomResults"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoRoom"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly getRoomResultsCsv: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The room's PIN */
                readonly pin: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The players */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/csv": string;
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoRoom"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly getSets: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The sets */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly sets: readonly components["schemas"]["QuestionSetSummary"][];
                    };
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArguments"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly addSet: {
        readonly parameters: {
            readonly query?: {
                /** @description Its title, in place of the one in the text */
                readonly title?: string;
            };
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description The set */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["QuestionSet"];
                readonly "text/x-gift": string;
                readonly "text/x-aiken": string;
                readonly "text/csv": string;
            };
        };
        readonly responses: {
            /** @description The set that was added */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly title: string;
                        /**
                         * Format: int64
                         * @description How many questions it has when it is played
                         */
                        readonly questions: number;
                    };
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsNotUtf8TlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 413: components["responses"]["Problem413LineTooLong"];
            readonly 415: components["responses"]["Problem415BadArguments"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
            readonly 507: components["responses"]["Problem507TooManyValues"];
        };
    };
    readonly getSet: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The ID of the set, with .json or .gift behind it for a file */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The set */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["QuestionSet"];
                    readonly "text/x-gift": string;
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoSet"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly replaceSet: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /** @description The ID of the set */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        /** @description The set */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["QuestionSet"];
            };
        };
        readonly responses: {
            /** @description The set that is there now */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly title: string;
                        /**
                         * Format: int64
                         * @description How many questions it has when it is played
                         */
                        readonly questions: number;
                    };
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsNotUtf8TlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoSet"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 413: components["responses"]["Problem413LineTooLong"];
            readonly 415: components["responses"]["Problem415BadArguments"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
            readonly 507: components["responses"]["Problem507TooManyValues"];
        };
    };
    readonly removeSet: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /** @description The ID of the set */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The set that was removed */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly title: string;
                        /**
                         * Format: int64
                         * @description How many questions it has when it is played
                         */
                        readonly questions: number;
                    };
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoSet"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    readonly addImage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description The picture */
        readonly requestBody: {
            readonly content: {
                readonly "image/png": string;
                readonly "image/jpeg": string;
                readonly "image/gif": string;
                readonly "image/webp": string;
            };
        };
        readonly responses: {
            /** @description The name of the picture */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description For the field image of a question */
                        readonly name: string;
                    };
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 413: components["responses"]["Problem413LineTooLong"];
            readonly 415: components["responses"]["Problem415BadArguments"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
            readonly 507: components["responses"]["Problem507TooManyValues"];
        };
    };
    readonly getImage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The picture */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "image/png": string;
                    readonly "image/jpeg": string;
                    readonly "image/gif": string;
                    readonly "image/webp": string;
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 404: components["responses"]["Problem404NoSet"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly removeImage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoSet"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    readonly getCounters: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The counters */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly counters: readonly components["schemas"]["Counter"][];
                    };
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArguments"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly getCounter: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Its ID */
                readonly id: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The counter */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Counter"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 404: components["responses"]["Problem404NoCounter"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly getArchive: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The classes */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly classes: readonly components["schemas"]["ArchivedClassSummary"][];
                    };
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArguments"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly endClass: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description The name of the class */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly name: string;
                };
            };
        };
        readonly responses: {
            /** @description What went into the archive */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ArchivedClassSummary"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 413: components["responses"]["Problem413LineTooLong"];
            readonly 415: components["responses"]["Problem415BadArguments"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsBadNameNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    readonly getArchivedClass: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The number of the class */
                readonly id: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The class */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ArchivedClass"];
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoClass"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    readonly removeClass: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /** @description The number of the class */
                readonly id: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoClass"];
            readonly 409: components["responses"]["Problem409InUse"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            readonly 504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    readonly getArchivedTable: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The number of the class */
                readonly id: number;
                /** @description Such as leaderboard.csv */
                readonly table: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The table */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/csv": string;
                };
            };
            readonly 400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            readonly 401: components["responses"]["Problem401Unauthorized"];
            readonly 403: components["responses"]["Problem403Unauthorized"];
            readonly 404: components["responses"]["Problem404NoClass"];
            readonly 421: components["responses"]["Problem421Unauthorized"];
            readonly 422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            readonly 429: components["responses"]["Problem429RateLimited"];
            readonly 431: components["responses"]["Problem431BadArguments"];
            readonly 500: components["responses"]["Problem500Internal"];
            readonly 503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
}
