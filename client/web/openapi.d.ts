/** Made by `deno task types` from the OpenAPI document: change the routes, and make it anew. */
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the server is alive
         * @description It needs no token.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the server is ready for traffic
         * @description It needs no token.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The open connections of the line protocol, the newest first
         * @description Those of all servers, if several share the state
         *
         *     For hosts only: it needs the host token, if the server has one.
         */
        get: operations["getConnections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The last 50 lines of one connection, and then those that come, both ways, as server-sent events
         * @description For hosts only: it needs the host token, if the server has one.
         */
        get: operations["watchConnection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The faults that new connections get, those that open ones have, and what kinds there are
         * @description Those of this server alone, also if several share the state
         *
         *     It needs no token.
         */
        get: operations["getFaults"];
        /**
         * Sets the faults that a share of the new connections get
         * @description Until the server stops. Connections that are open keep what they have
         *
         *     For hosts only: it needs the host token, if the server has one.
         */
        put: operations["setFaultRule"];
        post?: never;
        /**
         * Lets new connections have no faults
         * @description Connections that are open keep what they have
         *
         *     For hosts only: it needs the host token, if the server has one.
         */
        delete: operations["clearFaultRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Gives an open connection faults, in place of those that it has
         * @description For hosts only: it needs the host token, if the server has one.
         */
        put: operations["giveFaults"];
        post?: never;
        /**
         * Ends the faults of an open connection
         * @description For hosts only: it needs the host token, if the server has one.
         */
        delete: operations["endFaults"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the server is and where it can be reached
         * @description It needs no token.
         */
        get: operations["getServer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that happens, as server-sent events
         * @description First `hello`, then `array`, `player`, `line`, `answer`, `result`, `room`, `counter`, `archive` and `connection`, each with an id. With `Last-Event-ID` they continue after that event; if it is no longer kept, the first event is `reload`. A slow reader gets `cut` and is disconnected. Only a host is told the addresses of connections.
         *
         *     It needs no token.
         */
        get: operations["getEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/array": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The values in ascending order: all, those from a position on, or those from low to high, both included
         * @description It needs no token.
         */
        get: operations["getArray"];
        put?: never;
        /**
         * Puts one integer in, or several; without a body a random one from 0 to 999999
         * @description It needs the token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        post: operations["addValue"];
        /**
         * Empties the array
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        delete: operations["clearArray"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/array/{value}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes one occurrence of a value out
         * @description It needs the token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        delete: operations["removeValue"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/array/sort": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts integers in and answers them in ascending order
         * @description It needs the token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        post: operations["sortValues"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/array/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Facts about the array; null where there is nothing
         * @description It needs no token.
         */
        get: operations["getStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/array/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The array in a few bars, however many values it holds
         * @description It needs no token.
         */
        get: operations["getPicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quiz/leaderboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finished games, the best first: by marks, then by time, then by who finished first
         * @description It needs no token.
         */
        get: operations["getLeaderboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quiz/players": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who plays or waits now
         * @description It needs no token.
         */
        get: operations["getPlayers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quiz/results.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The last 10000 finished games in the order in which they finished, for a spreadsheet
         * @description It needs no token.
         */
        get: operations["getResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All rooms, the oldest first
         * @description For hosts only: it needs the host token, if the server has one.
         */
        get: operations["getRooms"];
        put?: never;
        /**
         * Opens a room: players join with its PIN, and its token is for hosts of this room
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        post: operations["openRoom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{pin}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What everybody in the room may see; no answer before it is revealed
         * @description It needs no token.
         */
        get: operations["getRoom"];
        put?: never;
        post?: never;
        /**
         * Closes the room: it is gone, and so are its results
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        delete: operations["closeRoom"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{pin}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Starts the game
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        post: operations["startRoom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{pin}/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Goes on: from a question to its answer, the standings, the next question, and at last to the podium
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        post: operations["nextInRoom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{pin}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets nobody else join
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        post: operations["lockRoom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{pin}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets others join again
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        post: operations["unlockRoom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{pin}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the game now
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        post: operations["endRoom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{pin}/players/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Removes a player, who may join again
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        delete: operations["removePlayer"];
        options?: never;
        head?: never;
        /**
         * Gives a player another name
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        patch: operations["renamePlayer"];
        trace?: never;
    };
    "/api/rooms/{pin}/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All questions of the room with their answers, and how those were answered that are closed
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room.
         */
        get: operations["getRoomQuestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{pin}/results.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each player answered, and how each question was answered
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room.
         */
        get: operations["getRoomResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rooms/{pin}/results.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each player answered, for a spreadsheet
         * @description For hosts only: it needs the host token, if the server has one, or the token of the room.
         */
        get: operations["getRoomResultsCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The question sets: the built-in ones first, then the others in the order in which they were added
         * @description It needs no token.
         */
        get: operations["getSets"];
        put?: never;
        /**
         * Adds a set: as JSON, in GIFT or Aiken, or from a spreadsheet
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        post: operations["addSet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A set, with its answers: as JSON, or in GIFT for other programs
         * @description For hosts only: it needs the host token, if the server has one.
         */
        get: operations["getSet"];
        /**
         * Replaces a set with another one
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        put: operations["replaceSet"];
        post?: never;
        /**
         * Removes a set
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        delete: operations["removeSet"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds a picture for questions: PNG, JPEG, GIF or WebP
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        post: operations["addImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/images/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A picture
         * @description It needs no token.
         */
        get: operations["getImage"];
        put?: never;
        post?: never;
        /**
         * Removes a picture: questions that have it are asked without
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        delete: operations["removeImage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All counters, by ID
         * @description It needs no token.
         */
        get: operations["getCounters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One counter
         * @description It needs no token.
         */
        get: operations["getCounter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The classes in the archive, the latest first
         * @description For hosts only: it needs the host token, if the server has one.
         */
        get: operations["getArchive"];
        put?: never;
        /**
         * Ends a class: array, leaderboard and counters go into the archive, and begin afresh
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        post: operations["endClass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/archive/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a class has left behind
         * @description For hosts only: it needs the host token, if the server has one.
         */
        get: operations["getArchivedClass"];
        put?: never;
        post?: never;
        /**
         * Takes a class out of the archive, for good
         * @description For hosts only: it needs the host token, if the server has one. With an `Idempotency-Key` it can be asked for again: it is done once.
         */
        delete: operations["removeClass"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/archive/{id}/{table}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of its tables for a spreadsheet: leaderboard, values or counters
         * @description For hosts only: it needs the host token, if the server has one.
         */
        get: operations["getArchivedTable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An event of the live feed */
        LiveEvent: {
            /** @enum {string} */
            event: "hello";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            id?: string;
            data: components["schemas"]["HelloEvent"];
        } | {
            /** @enum {string} */
            event: "reload";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            id?: string;
            data: components["schemas"]["ReloadEvent"];
        } | {
            /** @enum {string} */
            event: "cut";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            id?: string;
            data: components["schemas"]["CutEvent"];
        } | {
            /** @enum {string} */
            event: "array";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            id?: string;
            data: components["schemas"]["ArrayEvent"];
        } | {
            /** @enum {string} */
            event: "player";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            id?: string;
            data: components["schemas"]["PlayerEvent"];
        } | {
            /** @enum {string} */
            event: "line";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            id?: string;
            data: components["schemas"]["LineEvent"];
        } | {
            /** @enum {string} */
            event: "answer";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            id?: string;
            data: components["schemas"]["AnswerEvent"];
        } | {
            /** @enum {string} */
            event: "result";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            id?: string;
            data: components["schemas"]["ResultEvent"];
        } | {
            /** @enum {string} */
            event: "room";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            id?: string;
            data: components["schemas"]["RoomEvent"];
        } | {
            /** @enum {string} */
            event: "counter";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            id?: string;
            data: components["schemas"]["CounterEvent"];
        } | {
            /** @enum {string} */
            event: "archive";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            id?: string;
            data: components["schemas"]["ArchiveEvent"];
        } | {
            /** @enum {string} */
            event: "connection";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            id?: string;
            data: components["schemas"]["ConnectionEvent"];
        };
        /** @description An event of the lines of one connection */
        WireEvent: {
            /** @enum {string} */
            event: "lines";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            id?: string;
            data: components["schemas"]["LinesEvent"];
        } | {
            /** @enum {string} */
            event: "closed";
            /** @description What to send as `Last-Event-ID` to go on behind it */
            id?: string;
            data: components["schemas"]["ClosedEvent"];
        };
        /** @description The stream begins: only new events follow */
        HelloEvent: Record<string, never>;
        /** @description The stream begins, and events are missing: read anew what there is */
        ReloadEvent: Record<string, never>;
        /** @description The reader was too slow, and the stream ends */
        CutEvent: {
            reason: string;
        };
        /**
         * @description The array has changed: all that was committed together
         * @example {
         *       "added": 3,
         *       "values": [
         *         5,
         *         3,
         *         9
         *       ],
         *       "removed": 0,
         *       "count": 17
         *     }
         */
        ArrayEvent: {
            /**
             * Format: int64
             * @description How many values were put in
             */
            added: number;
            /** @description The first of them, at most 20 */
            values: number[];
            /**
             * Format: int64
             * @description How many values were taken out
             */
            removed: number;
            /**
             * Format: int64
             * @description How many values the array holds now
             */
            count: number;
        };
        /**
         * @description Somebody has joined, has got a seat, is away, is back, or has given up
         * @example {
         *       "name": "Ada",
         *       "what": "waiting",
         *       "place": 2
         *     }
         */
        PlayerEvent: {
            name: string;
            /** @enum {string} */
            what: "waiting" | "playing" | "away" | "back" | "left";
            /**
             * Format: int64
             * @description The place in line, 0 where there is none
             */
            place: number;
        };
        /**
         * @description The line for the quiz has become shorter: how many wait now
         * @example {
         *       "waiting": 12
         *     }
         */
        LineEvent: {
            /** Format: int64 */
            waiting: number;
        };
        /**
         * @description A question was closed
         * @example {
         *       "name": "Ada",
         *       "question": 3,
         *       "verdict": "wrong",
         *       "marks": 1.75
         *     }
         */
        AnswerEvent: {
            name: string;
            /** Format: int64 */
            question: number;
            /** @enum {string} */
            verdict: "correct" | "wrong" | "skipped" | "timeout";
            marks: number;
        };
        /**
         * @description A game has ended
         * @example {
         *       "name": "Ada",
         *       "marks": 9.75,
         *       "seconds": 41.21,
         *       "rank": 1
         *     }
         */
        ResultEvent: {
            name: string;
            marks: number;
            seconds: number;
            /** Format: int64 */
            rank: number;
        };
        /**
         * @description Something has happened in a room: read it anew
         * @example {
         *       "pin": "482913"
         *     }
         */
        RoomEvent: {
            /** @description Which room it is, for hosts only: a PIN is what lets people in */
            pin?: string;
        };
        /**
         * @description A counter has changed: as it is now
         * @example {
         *       "id": 42,
         *       "value": 17,
         *       "increment": 5,
         *       "connected": true
         *     }
         */
        CounterEvent: {
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description What its client has calculated last
             */
            value: number;
            /**
             * Format: int64
             * @description The odd or even number that was handed out last
             */
            increment: number;
            connected: boolean;
        };
        /**
         * @description A class has ended: array, leaderboard and counters have begun afresh
         * @example {
         *       "id": 3
         *     }
         */
        ArchiveEvent: {
            /** Format: int64 */
            id: number;
        };
        /**
         * @description A connection was opened or closed
         * @example {
         *       "id": 7,
         *       "what": "opened",
         *       "transport": "tcp",
         *       "address": "10.0.0.7:40312"
         *     }
         */
        ConnectionEvent: {
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            what: "opened" | "closed";
            /** @enum {string} */
            transport: "tcp" | "tls" | "websocket";
            /** @description Where it comes from; only a host is told */
            address?: string;
        };
        /**
         * @description What was said on the connection
         * @example {
         *       "lines": [
         *         {
         *           "at": 1767323045000,
         *           "direction": "<",
         *           "text": "ADD 5"
         *         }
         *       ],
         *       "skipped": 0
         *     }
         */
        LinesEvent: {
            lines: {
                /**
                 * Format: int64
                 * @description When, in milliseconds since 1970 began in UTC
                 */
                at: number;
                /**
                 * @description `<` from the client, `>` to it
                 * @enum {string}
                 */
                direction: "<" | ">";
                text: string;
            }[];
            /**
             * Format: int64
             * @description How many more there were, which are not shown
             */
            skipped: number;
        };
        /** @description The connection is closed, and the stream ends */
        ClosedEvent: Record<string, never>;
        Health: {
            /** @enum {string} */
            status: "alive" | "ready";
        };
        Problem: {
            /** @example about:blank */
            type: string;
            /** @example Unprocessable Content */
            title: string;
            /**
             * Format: int64
             * @example 422
             */
            status: number;
            /**
             * @example not-an-integer
             * @enum {string}
             */
            code: "unknown-command" | "bad-arguments" | "not-an-integer" | "bad-name" | "in-use" | "taken-over" | "bad-id" | "no-counter" | "no-quiz" | "no-room" | "locked" | "answered" | "no-set" | "no-class" | "no-connection" | "unknown-token" | "unauthorized" | "tls-required" | "too-many-connections" | "too-many-values" | "rate-limited" | "overloaded" | "line-too-long" | "not-utf8" | "idle" | "shutting-down" | "unavailable" | "unknown-outcome" | "internal";
            /** @description What was wrong, what the limit is and what to send instead */
            detail: string;
        };
        Connection: {
            /** Format: int64 */
            id: number;
            /** @description The server that it is connected to; null if there are not several */
            server: {
                /**
                 * Format: int64
                 * @description From 1 on; none is given twice
                 */
                number: number;
                /**
                 * @description What people call it
                 * @example app-1
                 */
                name: string;
            } | null;
            /** @example 127.0.0.1:40312 */
            address: string;
            /** @enum {string} */
            transport: "tcp" | "tls" | "websocket";
            /**
             * @description What it is used for
             * @example quiz as Ada
             */
            activity: string;
            /** Format: date-time */
            openedAt: string;
            /**
             * Format: int64
             * @description How many requests came
             */
            messages: number;
            /** Format: int64 */
            bytesIn: number;
            /** Format: int64 */
            bytesOut: number;
            /**
             * @description The faults that it has, as FAULT takes them; left out if there are none
             * @example delay=200±50 seed=7
             */
            faults?: string;
        };
        /** @description What new connections get; null for nothing */
        FaultRule: {
            /**
             * @description How likely a new connection gets the faults
             * @example 0.2
             */
            share: number;
            /**
             * @description The faults, as `FAULT` takes them
             * @example delay=200±50 chop=1 seed=7
             */
            faults: string;
        } | null;
        FaultsOfConnection: {
            /** Format: int64 */
            id: number;
            /**
             * @description The faults, as `FAULT` takes them
             * @example delay=200±50 chop=1 seed=7
             */
            faults: string;
        };
        FaultKind: {
            /** @example delay */
            name: string;
            /**
             * @description What its number is; 1 if it is always 1
             * @example MS
             */
            placeholder: string;
            /** Format: int64 */
            min: number;
            /** Format: int64 */
            max: number;
            /**
             * Format: int64
             * @description What its name alone stands for; null if it takes a number
             */
            fallback: number | null;
            /** @description Whether it can vary by chance, as in `200±50` */
            varies: boolean;
            /**
             * @description Words to try it with
             * @example delay=200±50
             */
            example: string;
            summary: string;
            /** @description What it brings to light in a client */
            exposes: string;
        };
        Server: {
            version: string;
            /** Format: date-time */
            startedAt: string;
            /** @description Whether changes need a token */
            needsToken: boolean;
            /** @description Whether it takes the host token to be a host; else everybody is one */
            hostRequired: boolean;
            /**
             * @description What the token of the request makes of whoever asks
             * @enum {string}
             */
            role: "host" | "player";
            /** @description Where it listens for lines over TCP, with the port that people use; null if it takes them over TLS only */
            lines: {
                host: string;
                /** Format: int64 */
                port: number;
            } | null;
            /** @description Where it listens for lines over TLS; null without a certificate */
            linesOverTls: {
                host: string;
                /** Format: int64 */
                port: number;
            } | null;
            /** @description The addresses of this computer at which others can reach it; none where it listens on this computer only */
            addresses: string[];
            /**
             * @description The URL at which people reach the page, with a slash at its end; `null` where none was given
             * @example https://quiz.example.org/
             */
            url: string | null;
            /** @description Which of several servers it is; null for a server alone, and while the others have given it up */
            server: {
                /**
                 * Format: int64
                 * @description From 1 on; none is given twice
                 */
                number: number;
                /**
                 * @description What people call it
                 * @example app-1
                 */
                name: string;
            } | null;
            /** @description The servers that share the state, in the order in which they joined; none for a server alone */
            servers: {
                /**
                 * Format: int64
                 * @description From 1 on; none is given twice
                 */
                number: number;
                /**
                 * @description What people call it
                 * @example app-1
                 */
                name: string;
                /** Format: date-time */
                joinedAt: string;
                isThis: boolean;
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
        ArraySlice: {
            /**
             * Format: int64
             * @description How many values the array holds
             */
            count: number;
            /**
             * Format: int64
             * @description The position of the first of the values in the array
             */
            offset: number;
            values: number[];
        };
        /**
         * @example {
         *       "value": 5
         *     }
         */
        Addition: {
            /**
             * Format: int64
             * @example 5
             */
            value?: number;
            values?: number[];
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
        Values: {
            values: number[];
        };
        /**
         * @example {
         *       "count": 4,
         *       "distinct": 3,
         *       "min": 3,
         *       "max": 9,
         *       "median": 4,
         *       "mean": 5
         *     }
         */
        Stats: {
            /** Format: int64 */
            count: number;
            /** Format: int64 */
            distinct: number;
            /** Format: int64 */
            min: number | null;
            /** Format: int64 */
            max: number | null;
            median: number | null;
            mean: number | null;
        };
        /**
         * @example {
         *       "count": 4,
         *       "bars": [
         *         {
         *           "low": 3,
         *           "high": 3,
         *           "count": 2
         *         },
         *         {
         *           "low": 5,
         *           "high": 5,
         *           "count": 1
         *         },
         *         {
         *           "low": 9,
         *           "high": 9,
         *           "count": 1
         *         }
         *       ]
         *     }
         */
        Picture: {
            /**
             * Format: int64
             * @description How many values the array holds
             */
            count: number;
            /** @description Each value by itself where they are few enough, else how many there are in ranges of equal width */
            bars: {
                /** Format: int64 */
                low: number;
                /** Format: int64 */
                high: number;
                /** Format: int64 */
                count: number;
            }[];
        };
        /**
         * @example {
         *       "rank": 1,
         *       "name": "Ada",
         *       "marks": 8.75,
         *       "correct": 9,
         *       "wrong": 1,
         *       "skipped": 0,
         *       "seconds": 41.21,
         *       "message": "You did great!",
         *       "finishedAt": "2026-01-02T03:04:05.000Z"
         *     }
         */
        QuizResult: {
            /** Format: int64 */
            rank: number;
            name: string;
            marks: number;
            /** Format: int64 */
            correct: number;
            /** Format: int64 */
            wrong: number;
            /**
             * Format: int64
             * @description Skipped, or not answered in time
             */
            skipped: number;
            seconds: number;
            message: string;
            /** Format: date-time */
            finishedAt: string;
        };
        /**
         * @example {
         *       "name": "Ada",
         *       "state": "playing",
         *       "away": false,
         *       "question": 3,
         *       "marks": 1.75,
         *       "place": 0
         *     }
         */
        QuizPlayer: {
            name: string;
            /** @enum {string} */
            state: "playing" | "waiting";
            /** @description Whether the connection is lost */
            away: boolean;
            /**
             * Format: int64
             * @description The number of the open question
             */
            question: number | null;
            marks: number;
            /**
             * Format: int64
             * @description The place in line, 0 for who plays
             */
            place: number;
        };
        /**
         * @example {
         *       "set": "arithmetic"
         *     }
         */
        RoomOpening: {
            /** @description The ID of a question set */
            set: string;
            /**
             * @default live
             * @enum {string}
             */
            mode?: "live" | "self-paced";
            /**
             * @description What a right answer scores: marks as its set says, or up to 1000 points, the more the faster
             * @default marks
             * @enum {string}
             */
            points?: "marks" | "speed";
            /**
             * Format: int32
             * @description How long a right answer and standings are shown before the room goes on by itself; 0 if it waits for the host
             * @default 0
             */
            autoSeconds?: number;
            /**
             * @description Whether names with rude words are refused
             * @default false
             */
            filter?: boolean;
        };
        ListedRoom: {
            pin: string;
            title: string;
            /** @enum {string} */
            mode: "live" | "self-paced";
            /**
             * @description Where the game is; a self-paced room is at question until it is ended
             * @enum {string}
             */
            phase: "lobby" | "question" | "reveal" | "standings" | "podium";
            /**
             * Format: int64
             * @description The number of the question, 0 before the first
             */
            number: number;
            /**
             * Format: int64
             * @description How many questions there are
             */
            of: number;
            locked: boolean;
            /** Format: int64 */
            players: number;
        };
        Room: {
            pin: string;
            title: string;
            /** @enum {string} */
            mode: "live" | "self-paced";
            /** @enum {string} */
            points: "marks" | "speed";
            /**
             * @description Where the game is; a self-paced room is at question until it is ended
             * @enum {string}
             */
            phase: "lobby" | "question" | "reveal" | "standings" | "podium";
            /**
             * Format: int64
             * @description The number of the question, 0 before the first
             */
            number: number;
            /**
             * Format: int64
             * @description How many questions there are
             */
            of: number;
            locked: boolean;
            /**
             * Format: int64
             * @description After so many seconds the room goes on by itself; 0 if it waits for the host
             */
            autoSeconds: number;
            /**
             * Format: int64
             * @description How many have answered the question
             */
            answered: number;
            question: {
                kind: string;
                text: string;
                choices: string[];
                image: string | null;
                /**
                 * Format: int64
                 * @description How long it is open in all; 0 for no limit
                 */
                seconds: number;
                /**
                 * Format: int64
                 * @description How long it still is, in milliseconds; null for no limit, or once it is closed
                 */
                leftMs: number | null;
            } | null;
            reveal: {
                /** @description The right answer as it is sent: letters, or a number */
                answer: string | null;
                /** @description The right answer as it reads */
                text: string;
                explanation: string | null;
                /** @description How many chose each choice */
                counts: number[];
                /** @description The answers that most gave, where there was nothing to choose from */
                given: {
                    text: string;
                    /** Format: int64 */
                    count: number;
                    right: boolean;
                }[];
                /** Format: int64 */
                correct: number;
                fastest: {
                    name: string;
                    seconds: number;
                } | null;
            } | null;
            /** @description In the order of their ranks; in the lobby in the order in which they came */
            players: {
                name: string;
                /** @description Whether the connection is lost */
                away: boolean;
                /**
                 * Format: int64
                 * @description How many questions the player is through with
                 */
                number: number;
                /** @description Whether the player has answered the question */
                answered: boolean;
                marks: number;
                /** Format: int64 */
                rank: number;
                /** @description How many marks the player is behind the next */
                behind: number;
                seconds: number;
                /**
                 * @description How the player did, once that is revealed
                 * @enum {string|null}
                 */
                verdict: "correct" | "wrong" | "none" | null;
            }[];
        };
        RoomQuestions: {
            questions: {
                /** Format: int64 */
                number: number;
                kind: string;
                text: string;
                answer: string;
                /** @description How it was answered; null until it is closed */
                outcome: {
                    /** Format: int64 */
                    correct: number;
                    /** Format: int64 */
                    wrong: number;
                    /**
                     * Format: int64
                     * @description How many gave no answer
                     */
                    none: number;
                    /** @description How long an answer took; null where there is none */
                    meanSeconds: number | null;
                } | null;
            }[];
        };
        RoomResults: {
            pin: string;
            title: string;
            /** Format: date-time */
            openedAt: string;
            questions: {
                /** Format: int64 */
                number: number;
                kind: string;
                text: string;
                answer: string;
                /** Format: int64 */
                correct: number;
                /** Format: int64 */
                wrong: number;
                /**
                 * Format: int64
                 * @description How many gave no answer
                 */
                none: number;
                /** @description How long an answer took; null where there is none */
                meanSeconds: number | null;
            }[];
            players: {
                /** Format: int64 */
                rank: number;
                name: string;
                marks: number;
                /** Format: int64 */
                correct: number;
                /** Format: int64 */
                wrong: number;
                /** Format: int64 */
                skipped: number;
                seconds: number;
                /** @description To each question that was asked; null if it was before the player came */
                answers: ({
                    text: string | null;
                    right: boolean;
                    marks: number;
                    seconds: number;
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
        QuestionSetSummary: {
            id: string;
            title: string;
            /**
             * Format: int64
             * @description How many questions it has when it is played
             */
            questions: number;
            /** @description Whether every server has it, and nobody can change it */
            builtIn: boolean;
        };
        QuestionSet: {
            title: string;
            /**
             * Format: int32
             * @description How long a question is open; 0 for no limit
             * @default 20
             */
            seconds?: number;
            /**
             * @default {
             *       "right": 1,
             *       "wrong": -0.25
             *     }
             */
            marks?: {
                right: number;
                wrong: number;
            };
            questions: (({
                /** @enum {string} */
                kind: "number";
                text: string;
                /** @description Shown when the right answer is */
                explanation?: string;
                /**
                 * Format: int32
                 * @description How long it is open, if not as long as its set says
                 */
                seconds?: number;
                /** @description What it scores, if not what its set says */
                marks?: {
                    right: number;
                    wrong: number;
                };
                /** @description The name of an uploaded image */
                image?: string;
                answer: number;
                /**
                 * @description By how much an answer may differ and be right
                 * @default 0
                 */
                tolerance?: number;
            } | {
                /** @enum {string} */
                kind: "choice";
                text: string;
                /** @description Shown when the right answer is */
                explanation?: string;
                /**
                 * Format: int32
                 * @description How long it is open, if not as long as its set says
                 */
                seconds?: number;
                /** @description What it scores, if not what its set says */
                marks?: {
                    right: number;
                    wrong: number;
                };
                /** @description The name of an uploaded image */
                image?: string;
                choices: string[];
                /**
                 * Format: int32
                 * @description From 0 on
                 */
                answer: number;
            } | {
                /** @enum {string} */
                kind: "multiple";
                text: string;
                /** @description Shown when the right answer is */
                explanation?: string;
                /**
                 * Format: int32
                 * @description How long it is open, if not as long as its set says
                 */
                seconds?: number;
                /** @description What it scores, if not what its set says */
                marks?: {
                    right: number;
                    wrong: number;
                };
                /** @description The name of an uploaded image */
                image?: string;
                choices: string[];
                /** @description From 0 on: an answer is right if it names all of them and no other */
                answers: number[];
            } | {
                /** @enum {string} */
                kind: "boolean";
                text: string;
                /** @description Shown when the right answer is */
                explanation?: string;
                /**
                 * Format: int32
                 * @description How long it is open, if not as long as its set says
                 */
                seconds?: number;
                /** @description What it scores, if not what its set says */
                marks?: {
                    right: number;
                    wrong: number;
                };
                /** @description The name of an uploaded image */
                image?: string;
                answer: boolean;
            } | {
                /** @enum {string} */
                kind: "text";
                text: string;
                /** @description Shown when the right answer is */
                explanation?: string;
                /**
                 * Format: int32
                 * @description How long it is open, if not as long as its set says
                 */
                seconds?: number;
                /** @description What it scores, if not what its set says */
                marks?: {
                    right: number;
                    wrong: number;
                };
                /** @description The name of an uploaded image */
                image?: string;
                /** @description The spellings that are right; case, accents and spaces make no difference */
                accepted: string[];
            } | {
                /** @enum {string} */
                kind: "order";
                text: string;
                /** @description Shown when the right answer is */
                explanation?: string;
                /**
                 * Format: int32
                 * @description How long it is open, if not as long as its set says
                 */
                seconds?: number;
                /** @description What it scores, if not what its set says */
                marks?: {
                    right: number;
                    wrong: number;
                };
                /** @description The name of an uploaded image */
                image?: string;
                /** @description In the right order; they are shown in another */
                items: string[];
            }) | {
                /** @enum {string} */
                kind: "arithmetic";
                /** Format: int32 */
                count: number;
                /** @default +-*\/ */
                operators?: string;
                /**
                 * Format: int32
                 * @default 0
                 */
                from?: number;
                /**
                 * Format: int32
                 * @default 9
                 */
                to?: number;
            })[];
        };
        /**
         * @example {
         *       "id": 42,
         *       "value": 17,
         *       "increment": 5,
         *       "connected": true,
         *       "writtenAt": "2026-01-02T03:04:05.000Z"
         *     }
         */
        Counter: {
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description What its client has calculated last
             */
            value: number;
            /**
             * Format: int64
             * @description The odd or even number that was handed out last
             */
            increment: number;
            connected: boolean;
            /**
             * Format: date-time
             * @description When its client wrote last
             */
            writtenAt: string;
        };
        ArchivedClassSummary: {
            /** Format: int64 */
            id: number;
            name: string;
            /**
             * Format: date-time
             * @description When it ended
             */
            date: string;
            /** @description How much there was */
            summary: {
                [key: string]: number;
            };
        };
        ArchivedClass: components["schemas"]["ArchivedClassSummary"] & {
            /** @description leaderboard, values and counters; long ones are cut off */
            tables: {
                [key: string]: {
                    columns: string[];
                    rows: (string | number)[][];
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
        Problem400BadArgumentsTlsRequired: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {unknown} */
                    code?: "bad-arguments" | "tls-required";
                };
            };
        };
        /** @description `bad-arguments`: the headers are too long */
        Problem431BadArguments: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 431;
                    /** @enum {unknown} */
                    code?: "bad-arguments";
                };
            };
        };
        /** @description `internal`: an error that nobody foresaw */
        Problem500Internal: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 500;
                    /** @enum {unknown} */
                    code?: "internal";
                };
            };
        };
        /** @description `too-many-connections`: too many connections or streams are open */
        Problem503TooManyConnections: {
            headers: {
                /** @description After how many seconds to try again */
                "Retry-After"?: number;
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 503;
                    /** @enum {unknown} */
                    code?: "too-many-connections";
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
        Problem503InternalShuttingDownTooManyConnections: {
            headers: {
                /** @description After how many seconds to try again */
                "Retry-After"?: number;
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 503;
                    /** @enum {unknown} */
                    code?: "too-many-connections" | "internal" | "shutting-down";
                };
            };
        };
        /** @description `unauthorized`: a token is missing or wrong */
        Problem401Unauthorized: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 401;
                    /** @enum {unknown} */
                    code?: "unauthorized";
                };
            };
        };
        /** @description `unauthorized`: the token is not enough, or a page from another site asks for a change */
        Problem403Unauthorized: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 403;
                    /** @enum {unknown} */
                    code?: "unauthorized";
                };
            };
        };
        /** @description `unauthorized`: the Host header has a name that is not the server's */
        Problem421Unauthorized: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 421;
                    /** @enum {unknown} */
                    code?: "unauthorized";
                };
            };
        };
        /**
         * @description `bad-arguments`: a key is missing or unknown, or has a value that it can't have
         *
         *     `not-an-integer`: a value is no integer, or out of range
         */
        Problem422BadArgumentsNotAnInteger: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 422;
                    /** @enum {unknown} */
                    code?: "bad-arguments" | "not-an-integer";
                };
            };
        };
        /** @description `rate-limited`: too many requests, or too many wrong tokens or PINs */
        Problem429RateLimited: {
            headers: {
                /** @description After how many seconds to try again */
                "Retry-After"?: number;
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 429;
                    /** @enum {unknown} */
                    code?: "rate-limited";
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
        Problem503ShuttingDownTooManyConnectionsUnavailable: {
            headers: {
                /** @description After how many seconds to try again */
                "Retry-After"?: number;
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 503;
                    /** @enum {unknown} */
                    code?: "too-many-connections" | "shutting-down" | "unavailable";
                };
            };
        };
        /** @description `no-connection`: no open connection has this ID */
        Problem404NoConnection: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 404;
                    /** @enum {unknown} */
                    code?: "no-connection";
                };
            };
        };
        /** @description `bad-arguments`: a key is missing or unknown, or has a value that it can't have */
        Problem422BadArguments: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 422;
                    /** @enum {unknown} */
                    code?: "bad-arguments";
                };
            };
        };
        /** @description `line-too-long`: the body is too large */
        Problem413LineTooLong: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 413;
                    /** @enum {unknown} */
                    code?: "line-too-long";
                };
            };
        };
        /** @description `bad-arguments`: the body has another content type than those listed */
        Problem415BadArguments: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 415;
                    /** @enum {unknown} */
                    code?: "bad-arguments";
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
         */
        Problem503OverloadedShuttingDownTooManyConnectionsUnavailable: {
            headers: {
                /** @description After how many seconds to try again */
                "Retry-After"?: number;
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 503;
                    /** @enum {unknown} */
                    code?: "too-many-connections" | "shutting-down" | "unavailable" | "overloaded";
                };
            };
        };
        /** @description `in-use`: a request with the same Idempotency-Key is under way */
        Problem409InUse: {
            headers: {
                /** @description After how many seconds to try again */
                "Retry-After"?: number;
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 409;
                    /** @enum {unknown} */
                    code?: "in-use";
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
        Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable: {
            headers: {
                /** @description After how many seconds to try again */
                "Retry-After"?: number;
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 503;
                    /** @enum {unknown} */
                    code?: "too-many-connections" | "shutting-down" | "unavailable" | "overloaded" | "internal";
                };
            };
        };
        /** @description `unknown-outcome`: whether the change was made is not known */
        Problem504UnknownOutcome: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 504;
                    /** @enum {unknown} */
                    code?: "unknown-outcome";
                };
            };
        };
        /** @description `too-many-values`: it does not fit beside what is there; nothing was added */
        Problem507TooManyValues: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 507;
                    /** @enum {unknown} */
                    code?: "too-many-values";
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
        Problem503InternalShuttingDownTooManyConnectionsUnavailable: {
            headers: {
                /** @description After how many seconds to try again */
                "Retry-After"?: number;
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 503;
                    /** @enum {unknown} */
                    code?: "too-many-connections" | "shutting-down" | "unavailable" | "internal";
                };
            };
        };
        /** @description `no-set`: no question set has this ID, or no picture this name */
        Problem404NoSet: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 404;
                    /** @enum {unknown} */
                    code?: "no-set";
                };
            };
        };
        /** @description `no-room`: no room has this PIN, or its game is over */
        Problem404NoRoom: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 404;
                    /** @enum {unknown} */
                    code?: "no-room";
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
        Problem422BadArgumentsBadNameNotAnInteger: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 422;
                    /** @enum {unknown} */
                    code?: "bad-arguments" | "not-an-integer" | "bad-name";
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
        Problem400BadArgumentsNotUtf8TlsRequired: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 400;
                    /** @enum {unknown} */
                    code?: "bad-arguments" | "tls-required" | "not-utf8";
                };
            };
        };
        /** @description `no-counter`: this counter was never used */
        Problem404NoCounter: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 404;
                    /** @enum {unknown} */
                    code?: "no-counter";
                };
            };
        };
        /** @description `no-class`: no class in the archive has this number, or it has no such table */
        Problem404NoClass: {
            headers: {
                [name: string]: unknown;
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
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    status?: 404;
                    /** @enum {unknown} */
                    code?: "no-class";
                };
            };
        };
    };
    parameters: {
        /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
        IdempotencyKey: string;
        /**
         * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
         * @example delay=200; status=503; rate=0.2; seed=7
         */
        Fault: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503TooManyConnections"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is; 503 where it is not */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalShuttingDownTooManyConnections"];
        };
    };
    getConnections: {
        parameters: {
            query?: {
                /** @description The most connections to answer (100) */
                limit?: number;
                /** @description Only those behind this place in the list: `next` of the page before; or an ID, for those with a lower one */
                before?: string;
            };
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connections, and how many there are in all */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        count: number;
                        connections: components["schemas"]["Connection"][];
                        /** @description What to send as `before` for more; null if there are no more */
                        next: string | null;
                        /** @description The servers that did not answer in time: their connections are not listed, nor counted */
                        missing: {
                            /**
                             * Format: int64
                             * @description From 1 on; none is given twice
                             */
                            number: number;
                            /**
                             * @description What people call it
                             * @example app-1
                             */
                            name: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    watchConnection: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description Its ID */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `lines`, first the last ones and then as they go, and `closed` at the end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoConnection"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    getFaults: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The faults */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rule: components["schemas"]["FaultRule"];
                        /** @description The open connections with faults, the oldest first */
                        connections: components["schemas"]["FaultsOfConnection"][];
                        kinds: components["schemas"]["FaultKind"][];
                        /** @description What a request can ask for with the header Fault */
                        httpKinds: components["schemas"]["FaultKind"][];
                    };
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArguments"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    setFaultRule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description How likely a new connection gets the faults
                     * @default 1
                     * @example 0.2
                     */
                    share?: number;
                    faults: string;
                };
            };
        };
        responses: {
            /** @description The rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultRule"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            413: components["responses"]["Problem413LineTooLong"];
            415: components["responses"]["Problem415BadArguments"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503OverloadedShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    clearFaultRule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description New connections have no faults */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArguments"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    giveFaults: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description Its ID */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    faults: string;
                };
            };
        };
        responses: {
            /** @description Its faults */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultsOfConnection"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoConnection"];
            413: components["responses"]["Problem413LineTooLong"];
            415: components["responses"]["Problem415BadArguments"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503OverloadedShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    endFaults: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description Its ID */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has no faults any more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoConnection"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    getServer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The server */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Server"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArguments"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    getEvents: {
        parameters: {
            query?: never;
            header?: {
                "last-event-id"?: string;
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArguments"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    getArray: {
        parameters: {
            query?: {
                /** @description The position to begin at; 0 is the smallest value */
                offset?: number;
                /** @description The most values to answer */
                count?: number;
                /** @description The least value to answer */
                low?: number;
                /** @description The greatest value to answer */
                high?: number;
            };
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The values */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArraySlice"];
                };
            };
            /** @description The array is as it was in the answer with the ETag that If-None-Match names */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    addValue: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description What to put in */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Addition"];
            };
        };
        responses: {
            /** @description What was put in, and how many values the array holds then */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        added: number[];
                        /** Format: int64 */
                        count: number;
                    };
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            409: components["responses"]["Problem409InUse"];
            413: components["responses"]["Problem413LineTooLong"];
            415: components["responses"]["Problem415BadArguments"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
            507: components["responses"]["Problem507TooManyValues"];
        };
    };
    clearArray: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many values there were */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        removed: number;
                    };
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            409: components["responses"]["Problem409InUse"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArguments"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    removeValue: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The value to take out */
                value: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 1 where there was one, else 0 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        removed: number;
                    };
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            409: components["responses"]["Problem409InUse"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    sortValues: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description What to sort */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Values"];
            };
        };
        responses: {
            /** @description The integers, ascending, and how many values the array holds then */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sorted: number[];
                        /** Format: int64 */
                        count: number;
                    };
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            409: components["responses"]["Problem409InUse"];
            413: components["responses"]["Problem413LineTooLong"];
            415: components["responses"]["Problem415BadArguments"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
            507: components["responses"]["Problem507TooManyValues"];
        };
    };
    getStats: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The facts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stats"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArguments"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    getPicture: {
        parameters: {
            query?: {
                /** @description The most bars (100) */
                bars?: number;
            };
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bars, ascending */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Picture"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    getLeaderboard: {
        parameters: {
            query?: {
                /** @description The most games to answer (100) */
                limit?: number;
            };
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The games, and how many there are in all */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: int64 */
                        count: number;
                        leaderboard: components["schemas"]["QuizResult"][];
                    };
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    getPlayers: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The players */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        players: components["schemas"]["QuizPlayer"][];
                    };
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArguments"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    getResults: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The games */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArguments"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    getRooms: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rooms */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rooms: components["schemas"]["ListedRoom"][];
                    };
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArguments"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    openRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description How it is to be played */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoomOpening"];
            };
        };
        responses: {
            /** @description The room's PIN and token */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        pin: string;
                        token: string;
                    };
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoSet"];
            409: components["responses"]["Problem409InUse"];
            413: components["responses"]["Problem413LineTooLong"];
            415: components["responses"]["Problem415BadArguments"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    getRoom: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The room's PIN */
                pin: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The room */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            404: components["responses"]["Problem404NoRoom"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    closeRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The room's PIN */
                pin: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The room is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoRoom"];
            409: components["responses"]["Problem409InUse"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    startRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The room's PIN */
                pin: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The room */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoRoom"];
            409: components["responses"]["Problem409InUse"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    nextInRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The room's PIN */
                pin: string;
            };
            cookie?: never;
        };
        /** @description Where the room is believed to be */
        requestBody?: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    phase: "lobby" | "question" | "reveal" | "standings" | "podium";
                    /** Format: int64 */
                    number: number;
                };
            };
        };
        responses: {
            /** @description The room */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoRoom"];
            409: components["responses"]["Problem409InUse"];
            413: components["responses"]["Problem413LineTooLong"];
            415: components["responses"]["Problem415BadArguments"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    lockRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The room's PIN */
                pin: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The room */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoRoom"];
            409: components["responses"]["Problem409InUse"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    unlockRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The room's PIN */
                pin: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The room */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoRoom"];
            409: components["responses"]["Problem409InUse"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    endRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The room's PIN */
                pin: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The room */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoRoom"];
            409: components["responses"]["Problem409InUse"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    removePlayer: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The room's PIN */
                pin: string;
                /** @description The player's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The room */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoRoom"];
            409: components["responses"]["Problem409InUse"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsBadNameNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    renamePlayer: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The room's PIN */
                pin: string;
                /** @description The player's name */
                name: string;
            };
            cookie?: never;
        };
        /** @description The name */
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description The room */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Room"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoRoom"];
            409: components["responses"]["Problem409InUse"];
            413: components["responses"]["Problem413LineTooLong"];
            415: components["responses"]["Problem415BadArguments"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsBadNameNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    getRoomQuestions: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The room's PIN */
                pin: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The questions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomQuestions"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoRoom"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    getRoomResults: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The room's PIN */
                pin: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The results */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomResults"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoRoom"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    getRoomResultsCsv: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The room's PIN */
                pin: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The players */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoRoom"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    getSets: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sets */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sets: components["schemas"]["QuestionSetSummary"][];
                    };
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArguments"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    addSet: {
        parameters: {
            query?: {
                /** @description Its title, in place of the one in the text */
                title?: string;
            };
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The set */
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuestionSet"];
                "text/x-gift": string;
                "text/x-aiken": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description The set that was added */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        title: string;
                        /**
                         * Format: int64
                         * @description How many questions it has when it is played
                         */
                        questions: number;
                    };
                };
            };
            400: components["responses"]["Problem400BadArgumentsNotUtf8TlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            409: components["responses"]["Problem409InUse"];
            413: components["responses"]["Problem413LineTooLong"];
            415: components["responses"]["Problem415BadArguments"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
            507: components["responses"]["Problem507TooManyValues"];
        };
    };
    getSet: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The ID of the set, with .json or .gift behind it for a file */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The set */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionSet"];
                    "text/x-gift": string;
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoSet"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    replaceSet: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The ID of the set */
                id: string;
            };
            cookie?: never;
        };
        /** @description The set */
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuestionSet"];
            };
        };
        responses: {
            /** @description The set that is there now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        title: string;
                        /**
                         * Format: int64
                         * @description How many questions it has when it is played
                         */
                        questions: number;
                    };
                };
            };
            400: components["responses"]["Problem400BadArgumentsNotUtf8TlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoSet"];
            409: components["responses"]["Problem409InUse"];
            413: components["responses"]["Problem413LineTooLong"];
            415: components["responses"]["Problem415BadArguments"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
            507: components["responses"]["Problem507TooManyValues"];
        };
    };
    removeSet: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The ID of the set */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The set that was removed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        title: string;
                        /**
                         * Format: int64
                         * @description How many questions it has when it is played
                         */
                        questions: number;
                    };
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoSet"];
            409: components["responses"]["Problem409InUse"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    addImage: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The picture */
        requestBody: {
            content: {
                "image/png": Blob;
                "image/jpeg": Blob;
                "image/gif": Blob;
                "image/webp": Blob;
            };
        };
        responses: {
            /** @description The name of the picture */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description For the field image of a question */
                        name: string;
                    };
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            409: components["responses"]["Problem409InUse"];
            413: components["responses"]["Problem413LineTooLong"];
            415: components["responses"]["Problem415BadArguments"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
            507: components["responses"]["Problem507TooManyValues"];
        };
    };
    getImage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": Blob;
                    "image/jpeg": Blob;
                    "image/gif": Blob;
                    "image/webp": Blob;
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            404: components["responses"]["Problem404NoSet"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    removeImage: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoSet"];
            409: components["responses"]["Problem409InUse"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    getCounters: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counters */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counters: components["schemas"]["Counter"][];
                    };
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArguments"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    getCounter: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description Its ID */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counter */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Counter"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            404: components["responses"]["Problem404NoCounter"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    getArchive: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The classes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        classes: components["schemas"]["ArchivedClassSummary"][];
                    };
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArguments"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    endClass: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The name of the class */
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description What went into the archive */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchivedClassSummary"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            409: components["responses"]["Problem409InUse"];
            413: components["responses"]["Problem413LineTooLong"];
            415: components["responses"]["Problem415BadArguments"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsBadNameNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalOverloadedShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    getArchivedClass: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The number of the class */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The class */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchivedClass"];
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoClass"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
    removeClass: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The number of the class */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoClass"];
            409: components["responses"]["Problem409InUse"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503InternalShuttingDownTooManyConnectionsUnavailable"];
            504: components["responses"]["Problem504UnknownOutcome"];
        };
    };
    getArchivedTable: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike
                 * @example delay=200; status=503; rate=0.2; seed=7
                 */
                Fault?: components["parameters"]["Fault"];
            };
            path: {
                /** @description The number of the class */
                id: number;
                /** @description Such as leaderboard.csv */
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The table */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400BadArgumentsTlsRequired"];
            401: components["responses"]["Problem401Unauthorized"];
            403: components["responses"]["Problem403Unauthorized"];
            404: components["responses"]["Problem404NoClass"];
            421: components["responses"]["Problem421Unauthorized"];
            422: components["responses"]["Problem422BadArgumentsNotAnInteger"];
            429: components["responses"]["Problem429RateLimited"];
            431: components["responses"]["Problem431BadArguments"];
            500: components["responses"]["Problem500Internal"];
            503: components["responses"]["Problem503ShuttingDownTooManyConnectionsUnavailable"];
        };
    };
}
