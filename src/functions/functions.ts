/**
 * Every file with custom functions, which the build gathers from here. It adds to each the line that ties a function to its id
 * in functions.json, so nothing is tied by hand.
 */
import "./audit";
import "./cover";
import "./flex";
import "./pool";
import "./renewal";
import "./seats";
import "./token-price";
import "./usage";
