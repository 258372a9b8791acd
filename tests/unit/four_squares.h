/*
 * Four units, squares of 100 m that meet in a corner, of 100 to 400 inhabitants.
 */
#ifndef CPTS_TEST_FOUR_SQUARES_H
#define CPTS_TEST_FOUR_SQUARES_H

#define A "POLYGON((0 0,100 0,100 100,0 100,0 0))"
#define B "POLYGON((100 0,200 0,200 100,100 100,100 0))"
#define C "POLYGON((0 100,100 100,100 200,0 200,0 100))"
#define D "POLYGON((100 100,200 100,200 200,100 200,100 100))"
#define FOUR                                                                                       \
    {"a", A, 100}, {"b", B, 200}, {"c", C, 300},                                                   \
    {                                                                                              \
        "d", D, 400                                                                                \
    }

#endif
