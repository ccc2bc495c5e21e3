/** Made by `deno task types` from the OpenAPI document: change the routes, and make it anew. */
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server is alive */
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
        /** Whether the server is ready for traffic */
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
        /** The last 50 lines of one connection, and then those that come, both ways, as server-sent events */
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
         */
        get: operations["getFaults"];
        /**
         * Sets the faults that a share of the new connections get
         * @description Until the server stops. Connections that are open keep what they have
         */
        put: operations["setFaultRule"];
        post?: never;
        /**
         * Lets new connections have no faults
         * @description Connections that are open keep what they have
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
        /** Gives an open connection faults, in place of those that it has */
        put: operations["giveFaults"];
        post?: never;
        /** Ends the faults of an open connection */
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
        /** What the server is and where it can be reached */
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
        /** The values in ascending order: all, those from a position on, or those from low to high, both included */
        get: operations["getArray"];
        put?: never;
        /** Puts one integer in, or several; without a body a random one from 0 to 999999 */
        post: operations["addValue"];
        /** Empties the array */
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
        /** Takes one occurrence of a value out */
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
        /** Puts integers in and answers them in ascending order */
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
        /** Facts about the array; null where there is nothing */
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
        /** The array in a few bars, however many values it holds */
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
        /** Finished games, the best first: by marks, then by time, then by who finished first */
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
        /** Who plays or waits now */
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
        /** The last 10000 finished games in the order in which they finished, for a spreadsheet */
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
        /** All rooms, the oldest first */
        get: operations["getRooms"];
        put?: never;
        /** Opens a room: players join with its PIN, and its token is for hosts of this room */
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
        /** What everybody in the room may see; no answer before it is revealed */
        get: operations["getRoom"];
        put?: never;
        post?: never;
        /** Closes the room: it is gone, and so are its results */
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
        /** Starts the game */
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
        /** Goes on: from a question to its answer, the standings, the next question, and at last to the podium */
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
        /** Lets nobody else join */
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
        /** Lets others join again */
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
        /** Ends the game now */
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
        /** Removes a player, who may join again */
        delete: operations["removePlayer"];
        options?: never;
        head?: never;
        /** Gives a player another name */
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
        /** All questions of the room with their answers, and how those were answered that are closed */
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
        /** What each player answered, and how each question was answered */
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
        /** What each player answered, for a spreadsheet */
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
        /** The question sets: the built-in ones first, then the others in the order in which they were added */
        get: operations["getSets"];
        put?: never;
        /** Adds a set: as JSON, in GIFT or Aiken, or from a spreadsheet */
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
        /** A set, with its answers: as JSON, or in GIFT for other programs */
        get: operations["getSet"];
        /** Replaces a set with another one */
        put: operations["replaceSet"];
        post?: never;
        /** Removes a set */
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
        /** Adds a picture for questions: PNG, JPEG, GIF or WebP */
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
        /** A picture */
        get: operations["getImage"];
        put?: never;
        post?: never;
        /** Removes a picture: questions that have it are asked without */
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
        /** All counters, by ID */
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
        /** One counter */
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
        /** The classes in the archive, the latest first */
        get: operations["getArchive"];
        put?: never;
        /** Ends a class: array, leaderboard and counters go into the archive, and begin afresh */
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
        /** What a class has left behind */
        get: operations["getArchivedClass"];
        put?: never;
        post?: never;
        /** Takes a class out of the archive, for good */
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
        /** One of its tables for a spreadsheet: leaderboard, values or counters */
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
        /** @description The array has changed: all that was committed together */
        ArrayEvent: {
            /** @description How many values were put in */
            added: number;
            /** @description The first of them, at most 20 */
            values: number[];
            /** @description How many values were taken out */
            removed: number;
            /** @description How many values the array holds now */
            count: number;
        };
        /** @description Somebody has joined, has got a seat, is away, is back, or has given up */
        PlayerEvent: {
            name: string;
            /** @enum {string} */
            what: "waiting" | "playing" | "away" | "back" | "left";
            /** @description The place in line, 0 where there is none */
            place: number;
        };
        /** @description The line for the quiz has become shorter: how many wait now */
        LineEvent: {
            waiting: number;
        };
        /** @description A question was closed */
        AnswerEvent: {
            name: string;
            question: number;
            /** @enum {string} */
            verdict: "correct" | "wrong" | "skipped" | "timeout";
            marks: number;
        };
        /** @description A game has ended */
        ResultEvent: {
            name: string;
            marks: number;
            seconds: number;
            rank: number;
        };
        /** @description Something has happened in a room: read it anew */
        RoomEvent: {
            /** @description Which room it is, for hosts only: a PIN is what lets people in */
            pin?: string;
        };
        /** @description A counter has changed: as it is now */
        CounterEvent: {
            id: number;
            /** @description What its client has calculated last */
            value: number;
            /** @description The odd or even number that was handed out last */
            increment: number;
            connected: boolean;
        };
        /** @description A class has ended: array, leaderboard and counters have begun afresh */
        ArchiveEvent: {
            id: number;
        };
        /** @description A connection was opened or closed */
        ConnectionEvent: {
            id: number;
            /** @enum {string} */
            what: "opened" | "closed";
            /** @enum {string} */
            transport: "tcp" | "tls" | "websocket";
            /** @description Where it comes from; only a host is told */
            address?: string;
        };
        Problem: {
            /** @example about:blank */
            type: string;
            /** @example Unprocessable Content */
            title: string;
            /** @example 422 */
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
            id: number;
            /** @description The server that it is connected to; null if there are not several */
            server: {
                /** @description From 1 on; none is given twice */
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
            /** @description How many requests came */
            messages: number;
            bytesIn: number;
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
            min: number;
            max: number;
            /** @description What its name alone stands for; null if it takes a number */
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
                port: number;
            } | null;
            /** @description Where it listens for lines over TLS; null without a certificate */
            linesOverTls: {
                host: string;
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
                /** @description From 1 on; none is given twice */
                number: number;
                /**
                 * @description What people call it
                 * @example app-1
                 */
                name: string;
            } | null;
            /** @description The servers that share the state, in the order in which they joined; none for a server alone */
            servers: {
                /** @description From 1 on; none is given twice */
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
            /** @description How many values the array holds */
            count: number;
            /** @description The position of the first of the values in the array */
            offset: number;
            values: number[];
        };
        /**
         * @example {
         *       "value": 5
         *     }
         */
        Addition: {
            /** @example 5 */
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
        Stats: {
            count: number;
            distinct: number;
            min: number | null;
            max: number | null;
            median: number | null;
            mean: number | null;
        };
        Picture: {
            /** @description How many values the array holds */
            count: number;
            /** @description Each value by itself where they are few enough, else how many there are in ranges of equal width */
            bars: {
                low: number;
                high: number;
                count: number;
            }[];
        };
        QuizResult: {
            rank: number;
            name: string;
            marks: number;
            correct: number;
            wrong: number;
            /** @description Skipped, or not answered in time */
            skipped: number;
            seconds: number;
            message: string;
            /** Format: date-time */
            finishedAt: string;
        };
        QuizPlayer: {
            name: string;
            /** @enum {string} */
            state: "playing" | "waiting";
            /** @description Whether the connection is lost */
            away: boolean;
            /** @description The number of the open question */
            question: number | null;
            marks: number;
            /** @description The place in line, 0 for who plays */
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
            mode: "live" | "self-paced";
            /**
             * @description What a right answer scores: marks as its set says, or up to 1000 points, the more the faster
             * @default marks
             * @enum {string}
             */
            points: "marks" | "speed";
            /**
             * @description How long a right answer and standings are shown before the room goes on by itself; 0 if it waits for the host
             * @default 0
             */
            autoSeconds: number;
            /**
             * @description Whether names with rude words are refused
             * @default false
             */
            filter: boolean;
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
            /** @description The number of the question, 0 before the first */
            number: number;
            /** @description How many questions there are */
            of: number;
            locked: boolean;
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
            /** @description The number of the question, 0 before the first */
            number: number;
            /** @description How many questions there are */
            of: number;
            locked: boolean;
            /** @description After so many seconds the room goes on by itself; 0 if it waits for the host */
            autoSeconds: number;
            /** @description How many have answered the question */
            answered: number;
            question: {
                kind: string;
                text: string;
                choices: string[];
                image: string | null;
                /** @description How long it is open in all; 0 for no limit */
                seconds: number;
                /** @description How long it still is, in milliseconds; null for no limit, or once it is closed */
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
                    count: number;
                    right: boolean;
                }[];
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
                /** @description How many questions the player is through with */
                number: number;
                /** @description Whether the player has answered the question */
                answered: boolean;
                marks: number;
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
                number: number;
                kind: string;
                text: string;
                answer: string;
                /** @description How it was answered; null until it is closed */
                outcome: {
                    correct: number;
                    wrong: number;
                    /** @description How many gave no answer */
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
                number: number;
                kind: string;
                text: string;
                answer: string;
                correct: number;
                wrong: number;
                /** @description How many gave no answer */
                none: number;
                /** @description How long an answer took; null where there is none */
                meanSeconds: number | null;
            }[];
            players: {
                rank: number;
                name: string;
                marks: number;
                correct: number;
                wrong: number;
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
            /** @description How many questions it has when it is played */
            questions: number;
            /** @description Whether every server has it, and nobody can change it */
            builtIn: boolean;
        };
        QuestionSet: {
            title: string;
            /**
             * @description How long a question is open; 0 for no limit
             * @default 20
             */
            seconds: number;
            /**
             * @default {
             *       "right": 1,
             *       "wrong": -0.25
             *     }
             */
            marks: {
                right: number;
                wrong: number;
            };
            questions: (({
                /** @enum {string} */
                kind: "number";
                text: string;
                /** @description Shown when the right answer is */
                explanation?: string;
                /** @description How long it is open, if not as long as its set says */
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
                tolerance: number;
            } | {
                /** @enum {string} */
                kind: "choice";
                text: string;
                /** @description Shown when the right answer is */
                explanation?: string;
                /** @description How long it is open, if not as long as its set says */
                seconds?: number;
                /** @description What it scores, if not what its set says */
                marks?: {
                    right: number;
                    wrong: number;
                };
                /** @description The name of an uploaded image */
                image?: string;
                choices: string[];
                /** @description From 0 on */
                answer: number;
            } | {
                /** @enum {string} */
                kind: "multiple";
                text: string;
                /** @description Shown when the right answer is */
                explanation?: string;
                /** @description How long it is open, if not as long as its set says */
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
                /** @description How long it is open, if not as long as its set says */
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
                /** @description How long it is open, if not as long as its set says */
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
                /** @description How long it is open, if not as long as its set says */
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
                count: number;
                /** @default +-*\/ */
                operators: string;
                /** @default 0 */
                from: number;
                /** @default 9 */
                to: number;
            })[];
        };
        Counter: {
            id: number;
            /** @description What its client has calculated last */
            value: number;
            /** @description The odd or even number that was handed out last */
            increment: number;
            connected: boolean;
            /**
             * Format: date-time
             * @description When its client wrote last
             */
            writtenAt: string;
        };
        ArchivedClassSummary: {
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
    responses: never;
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
                    "application/json": {
                        /** @enum {string} */
                        status: "alive" | "ready";
                    };
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                    "application/json": {
                        /** @enum {string} */
                        status: "alive" | "ready";
                    };
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
            header?: never;
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
                        count: number;
                        connections: components["schemas"]["Connection"][];
                        /** @description What to send as `before` for more; null if there are no more */
                        next: string | null;
                        /** @description The servers that did not answer in time: their connections are not listed, nor counted */
                        missing: {
                            /** @description From 1 on; none is given twice */
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watchConnection: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFaults: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setFaultRule: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearFaultRule: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    giveFaults: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endFaults: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getServer: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEvents: {
        parameters: {
            query?: never;
            header?: {
                "last-event-id"?: string;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addValue: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
                        count: number;
                    };
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearArray: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
                        removed: number;
                    };
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeValue: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
                        removed: number;
                    };
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sortValues: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
                        count: number;
                    };
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStats: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPicture: {
        parameters: {
            query?: {
                /** @description The most bars (100) */
                bars?: number;
            };
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLeaderboard: {
        parameters: {
            query?: {
                /** @description The most games to answer (100) */
                limit?: number;
            };
            header?: never;
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
                        count: number;
                        leaderboard: components["schemas"]["QuizResult"][];
                    };
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlayers: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getResults: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRooms: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRoom: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nextInRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lockRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlockRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endRoom: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removePlayer: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renamePlayer: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRoomQuestions: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRoomResults: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRoomResultsCsv: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSets: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                        /** @description How many questions it has when it is played */
                        questions: number;
                    };
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSet: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceSet: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
                        /** @description How many questions it has when it is played */
                        questions: number;
                    };
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeSet: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
                        /** @description How many questions it has when it is played */
                        questions: number;
                    };
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addImage: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The picture */
        requestBody: {
            content: {
                "image/png": string;
                "image/jpeg": string;
                "image/gif": string;
                "image/webp": string;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImage: {
        parameters: {
            query?: never;
            header?: never;
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
                    "image/png": string;
                    "image/jpeg": string;
                    "image/gif": string;
                    "image/webp": string;
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeImage: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCounters: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCounter: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getArchive: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endClass: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getArchivedClass: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeClass: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getArchivedTable: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
